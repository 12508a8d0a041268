using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Vault;
using Npgsql;

namespace CaseWorkspace.Worker.Backups;

/// <summary>
/// The verb <c>backup</c>: the database first and the vault after it, so that no event of the backup names content that it lacks.
/// The keys go to a place of their own: beside the database they would protect nothing.
/// </summary>
internal static class Backup
{
    private static readonly string[] Schemas = ["--schema=workspace", "--schema=journal", "--schema=identity"];

    /// <param name="ownerConnection">The connection string of the owner, who may read everything.</param>
    /// <param name="vault">The vault.</param>
    /// <param name="to">The root of all backups.</param>
    /// <param name="keys">The folders of the hosts' keys.</param>
    /// <param name="keysTo">Where the keys go.</param>
    /// <param name="now">Names the backup.</param>
    /// <param name="cancellation">Ends the attempt; what was not finished has no manifest.</param>
    /// <returns>How many contents are damaged in the vault itself.</returns>
    public static async Task<int> Run(
        string ownerConnection, EvidenceVault vault, string to, IReadOnlyCollection<string> keys, string keysTo, DateTimeOffset now, CancellationToken cancellation)
    {
        if (Path.GetFullPath(keysTo + "/").StartsWith(Path.GetFullPath(to + "/"), StringComparison.Ordinal))
        {
            throw new OperatorException("Keys must not lie beside the database that they protect: name another place in --keys-to.");
        }

        var name = $"{now.UtcDateTime:yyyy-MM-dd'T'HH-mm-ss'Z'}";
        var place = new BackupPlace(to, name);
        place.Create();
        await PostgreSqlProgram.Run("pg_dump", ownerConnection, ["--format=custom", $"--file={place.Dump}", .. Schemas], cancellation);
        Console.WriteLine($"Database: {place.Dump}");

        await using var database = NpgsqlDataSource.Create(DatabaseConnection.Of(ownerConnection));
        var progress = new Progress("copied", await SealedContents.Count(database, cancellation));
        var (damaged, copied) = (0, new SortedSet<string>(StringComparer.Ordinal));
        await foreach (var one in SealedContents.Read(database, cancellation))
        {
            if (one.Content is { } content && await Copy(vault, content, place.PathOf(content.Sha256), cancellation))
            {
                copied.Add(content.Sha256);
            }
            else
            {
                damaged++;
                await Console.Error.WriteLineAsync(one.Content is null
                    ? $"{one.Thing}: its event names no content."
                    : $"{one.Thing}: content {one.Content.Sha256} is damaged in the vault and was not copied. Restore it from an earlier backup.");
            }

            progress.Add(one.Content?.Length ?? 0);
        }

        progress.End();
        CopyKeys(keys, Path.Combine(keysTo, name));
        await place.WriteManifest(copied, cancellation);
        Console.WriteLine($"Backup: {place.Folder}; keys: {Path.Combine(keysTo, name)}");
        return damaged;
    }

    /// <summary>Copies content whose hash is right; a copy that the backup has already stays while its own hash is right.</summary>
    private static async Task<bool> Copy(EvidenceVault vault, VaultContent content, string path, CancellationToken cancellation)
    {
        if (File.Exists(path) && string.Equals(await BackupPlace.HashOf(path, cancellation), content.Sha256, StringComparison.Ordinal))
        {
            return true;
        }

        BackupPlace.CreateOwn(Path.GetDirectoryName(path)!);
        var part = path + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(part, options))
        {
            if (!(await vault.Deliver(content, file, cancellation)).Sound)
            {
                return false;
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
        return true;
    }

    private static void CopyKeys(IReadOnlyCollection<string> folders, string to)
    {
        BackupPlace.CreateOwn(to);
        foreach (var file in folders.SelectMany(Directory.EnumerateFiles))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
