using System.Globalization;
using CaseWorkspace.AppHost.Processes;

namespace CaseWorkspace.AppHost.PostgreSql;

/// <summary>PostgreSQL's programs on this machine.</summary>
public sealed record InstalledBinaries(string Folder, int Version)
{
    public const int Oldest = 15;

    public string InitDb => Path.Combine(Folder, "initdb");
    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>The newest that will do; for an existing cluster only its own version will.</summary>
    public static InstalledBinaries? Find(int? version = null) =>
        Folders()
            .Where(IsComplete)
            .Select(folder => new InstalledBinaries(folder, VersionOf(folder)))
            .FirstOrDefault(found => version is null ? found.Version >= Oldest : found.Version == version);

    private static IEnumerable<string> Folders()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
        foreach (var folder in Newest("/usr/lib/postgresql", "*").Concat(Newest("/usr", "pgsql-*")))
            yield return Path.Combine(folder, "bin");
        foreach (var homebrew in new[] { "/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt" })
        {
            foreach (var folder in Newest(homebrew, "postgresql*"))
                yield return Path.Combine(folder, "bin");
        }
    }

    private static IEnumerable<string> Newest(string parent, string pattern) =>
        Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, pattern).OrderByDescending(folder => Digits(Path.GetFileName(folder)))
            : [];

    private static int Digits(string name) =>
        int.TryParse(string.Concat(name.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl"));

    private static int VersionOf(string folder)
    {
        // "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"
        var words = Command.Run(Path.Combine(folder, "pg_ctl"), ["--version"]).Output.Split(' ');
        return words.Length > 2 && int.TryParse(words[2].Split('.', 'b', 'r')[0], CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
