using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Vault;
using Npgsql;

namespace CaseWorkspace.Worker.Backups;

/// <summary>
/// The verb <c>backup</c>: the database first, the vault and the key store after it, so that no event of the backup names content or a key that
/// it lacks. What opens something goes to another place than what it opens: beside each other they would protect nothing.
/// </summary>
internal static class Backup
{
    private static readonly string[] Schemas = ["--schema=workspace", "--schema=journal", "--schema=identity"];

    /// <param name="ownerConnection">The connection string of the owner, who may read everything.</param>
    /// <param name="keyStore">The connection string of the key store.</param>
    /// <param name="vault">The vault.</param>
    /// <param name="places">Where everything goes.</param>
    /// <param name="keys">The folders of the hosts' keys, and that of the master keys of the key store.</param>
    /// <param name="now">Names the backup.</param>
    /// <param name="cancellation">Ends the attempt; what was not finished has no manifest.</param>
    /// <returns>How many contents are damaged in the vault itself.</returns>
    public static async Task<int> Run(
        string ownerConnection, string keyStore, EvidenceVault vault, BackupPlaces places, IReadOnlyCollection<string> keys, DateTimeOffset now,
        CancellationToken cancellation)
    {
        places.Check();
        var (to, keysTo) = (places.To, places.KeysTo);

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
        await DumpKeyStore(keyStore, places.KeyStore, cancellation);
        await place.WriteManifest(copied, cancellation);
        Console.WriteLine($"Backup: {place.Folder}; keys: {Path.Combine(keysTo, name)}; key store: {places.KeyStore}");
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

    /// <summary>Over the one before: an older copy would have keys that were destroyed since. The one before stays until the new one is whole.</summary>
    private static async Task DumpKeyStore(string keyStore, string path, CancellationToken cancellation)
    {
        BackupPlace.CreateOwn(Path.GetDirectoryName(path)!);
        var part = path + ".part";
        BackupPlace.CreateOwnFile(part);
        await PostgreSqlProgram.Run("pg_dump", keyStore, ["--format=custom", $"--file={part}", "--schema=keys"], cancellation);
        using (var whole = File.OpenHandle(part, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(whole);
        }

        File.Move(part, path, overwrite: true);
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
