using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CaseWorkspace.AppHost;

/// <summary>One run at the terminal: start, say where everything is, wait for Ctrl-C, end everything.</summary>
internal sealed class ConsoleRun(InstallationOptions options) : IDisposable
{
    private readonly CancellationTokenSource stop = new();

    public async Task<int> RunAsync()
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        try
        {
            await using var installation = await Installation.StartAsync(options, Console.WriteLine, stop.Token);
            Welcome(installation);
            var ended = await Task.WhenAny(installation.Failed, Task.Delay(Timeout.Infinite, stop.Token));
            if (ended == installation.Failed)
            {
                await Console.Error.WriteLineAsync(await installation.Failed);
                await Console.Error.WriteLineAsync("Ending everything.");
                return 1;
            }

            Console.WriteLine("Ending: the hosts, then PostgreSQL …");
            await installation.DisposeAsync();
            Console.WriteLine("Ended.");
            return 0;
        }
        catch (AlreadyRunningException running)
        {
            if (running.IsReady && !options.Fresh)
            {
                Console.WriteLine(running.Message);
                return 0;
            }

            await Console.Error.WriteLineAsync(options.Fresh ? $"{running.Message} End it before starting afresh." : running.Message);
            return 1;
        }
        catch (CannotStartException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.WriteLine("Ended before it was ready.");
            return 130;
        }
    }

    public void Dispose() => stop.Dispose();

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    private static void Welcome(Installation installation)
    {
        Console.WriteLine();
        Console.WriteLine($"Ready in {SinceStart().TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s.");
        Console.WriteLine();
        Console.WriteLine($"  CaseWorkspace  {installation.Web.Address}");
        Console.WriteLine($"  API            {new Uri(installation.Web.Address, "openapi/v1.json")}");
        Console.WriteLine($"  Identity       {installation.Identity.Address}");
        Console.WriteLine($"  Data and logs  {installation.DataFolder}");
        Console.WriteLine();
        Console.WriteLine($"  Demo account         Role                    Unit                       (password of all: {DemoAccounts.Password})");
        foreach (var (userName, role, unit) in DemoAccounts.All)
            Console.WriteLine($"  {userName,-20} {role,-23} {unit}");
        Console.WriteLine();
        Console.WriteLine("  The sign-in asks for a code as second factor, and shows it: no telephone is needed. Who wants to try one");
        Console.WriteLine($"  types this key, which all demo accounts share, into an authenticator app: {DemoAccounts.AuthenticatorKey}");
        Console.WriteLine();
        Console.WriteLine("Ctrl-C ends everything; what was entered is kept. --fresh begins anew.");
    }

    /// <summary>Since quickstart.sh was called, or this process.</summary>
    private static TimeSpan SinceStart()
    {
        using var self = Process.GetCurrentProcess();
        var began = double.TryParse(Environment.GetEnvironmentVariable("CASEWORKSPACE_CALLED_AT"), CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : new DateTimeOffset(self.StartTime);
        return TimeProvider.System.GetUtcNow() - began;
    }
}
