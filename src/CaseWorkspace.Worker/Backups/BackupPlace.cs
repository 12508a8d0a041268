using System.Security.Cryptography;

namespace CaseWorkspace.Worker.Backups;

/// <summary>
/// Where a backup lies: a folder <c>vault</c> shared by all backups (content never changes, so each is copied once), and for each backup
/// a folder named by its time with <c>database.dump</c> and <c>manifest-sha256.txt</c>, which <c>sha256sum -c</c> checks.
/// </summary>
internal sealed class BackupPlace(string root, string name)
{
    public const string Manifest = "manifest-sha256.txt";

    public string Folder { get; } = Path.Combine(Path.GetFullPath(root), name);

    public string Dump => Path.Combine(Folder, "database.dump");

    public static BackupPlace Of(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return new BackupPlace(Path.GetDirectoryName(full)!, Path.GetFileName(full));
    }

    public string PathOf(string sha256) => Path.Combine(Path.GetDirectoryName(Folder)!, "vault", sha256[..2], sha256[2..4], sha256);

    /// <summary>Creates the folder of this backup, and the one that all backups share.</summary>
    public void Create()
    {
        CreateOwn(Folder);
        CreateOwn(Path.Combine(Path.GetDirectoryName(Folder)!, "vault"));
    }

    /// <summary>Creates a folder, and those above it that are missing, for one user alone: a backup holds everything.</summary>
    public static void CreateOwn(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Creates a file, anew where there is one, for one user alone.</summary>
    public static void CreateOwnFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
    }

    public async Task WriteManifest(IReadOnlyCollection<string> contents, CancellationToken cancellation)
    {
        var path = Path.Combine(Folder, Manifest);
        await using (var manifest = new StreamWriter(path + ".part"))
        {
            await manifest.WriteLineAsync($"{await HashOf(Dump, cancellation)}  database.dump");
            foreach (var sha256 in contents)
            {
                await manifest.WriteLineAsync($"{sha256}  ../vault/{sha256[..2]}/{sha256[2..4]}/{sha256}");
            }
        }

        // A folder without a manifest is a backup that did not end.
        File.Move(path + ".part", path);
    }

    /// <exception cref="OperatorException">The backup did not end, or its dump was changed.</exception>
    public async Task CheckDump(CancellationToken cancellation)
    {
        var path = Path.Combine(Folder, Manifest);
        if (!File.Exists(path))
        {
            throw new OperatorException($"{Folder} holds no {Manifest}: that backup did not end. Take an earlier one.");
        }

        var first = await File.ReadLinesAsync(path, cancellation).FirstAsync(cancellation);
        if (!first.StartsWith(await HashOf(Dump, cancellation), StringComparison.Ordinal))
        {
            throw new OperatorException($"{Dump} is not what the manifest says. Take an earlier backup.");
        }
    }

    public static async Task<string> HashOf(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }
}
