using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace CaseWorkspace.Worker.Backups;

/// <summary>Runs <c>pg_dump</c> and <c>pg_restore</c>. The password goes by the environment, never by the command line.</summary>
internal static class PostgreSqlProgram
{
    /// <exception cref="OperatorException">The program is not installed, or it failed; its own words are on standard error.</exception>
    public static async Task Run(string program, string connectionString, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(Find(program)) { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add("--no-password");
        start.Environment["PGHOST"] = server.Host;
        start.Environment["PGPORT"] = server.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = server.Username;
        start.Environment["PGDATABASE"] = server.Database;
        start.Environment["PGPASSWORD"] = server.Password;
        start.Environment["PGSSLMODE"] = server.SslMode switch
        {
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant(),
        };
        if (server.RootCertificate is { Length: > 0 } authority)
        {
            start.Environment["PGSSLROOTCERT"] = authority;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
        {
            throw new OperatorException($"{program} ended with {process.ExitCode}: what it says is above. Nothing counts as done.");
        }
    }

    /// <summary>In the path, or where Debian and Red Hat put it; the newest version.</summary>
    private static string Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(Bins("/usr/lib/postgresql", "*")).Concat(Bins("/usr", "pgsql-*"))
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new OperatorException($"{program} is not on this machine: install PostgreSQL's client programs (Debian: apt-get install postgresql-client).");

    private static IEnumerable<string> Bins(string parent, string pattern) => Directory.Exists(parent)
        ? Directory.EnumerateDirectories(parent, pattern).OrderByDescending(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin"))
        : [];
}

/// <summary>Something that the operator has to mend; the message says what and how.</summary>
internal sealed class OperatorException(string message) : Exception(message);
