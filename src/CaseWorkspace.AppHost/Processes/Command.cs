using System.ComponentModel;
using System.Diagnostics;

namespace CaseWorkspace.AppHost.Processes;

/// <summary>A short command run to its end, optionally as another user.</summary>
internal static class Command
{
    public sealed record Result(int ExitCode, string Output);

    public static Result Run(string program, IEnumerable<string> arguments) =>
        RunAsync(program, arguments, user: null, folder: null, CancellationToken.None).GetAwaiter().GetResult();

    public static async Task<Result> RunAsync(string program, IEnumerable<string> arguments, string? user, string? folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "/",
        };
        if (user is not null)
        {
            start.UserName = user;
            start.Environment["HOME"] = folder ?? "/";
        }

        // What libpq and PostgreSQL's programs read from the environment is for the user's own servers.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new Result(process.ExitCode, ((await output) + (await errors)).Trim());
        }
        catch (Win32Exception error)
        {
            return new Result(127, $"{program}: {error.Message}");
        }
    }
}
