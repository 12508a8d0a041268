using System.Diagnostics;

namespace CaseWorkspace.AppHost.Processes;

/// <summary>
/// A process, told apart from a later one that got the same number: number and moment of start.
/// A kill -9 of the AppHost leaves hosts behind; the next start finds them by their mark.
/// </summary>
public sealed record ProcessMark(int Id, string Started)
{
    public static ProcessMark? Of(int id)
    {
        var started = File.Exists($"/proc/{id}/stat") ? StartedByProc(id) : StartedByPs(id);
        return started is null ? null : new ProcessMark(id, started);
    }

    public bool IsAlive => Of(Id) == this;

    /// <summary>The process's own name, for messages.</summary>
    public static string NameOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return "a process that has ended";
        }
    }

    /// <summary>Asks the process to end, waits, and makes it end when it will not.</summary>
    public async Task EndAsync(int signal, TimeSpan patience)
    {
        if (!IsAlive)
            return;
        LibC.Signal(Id, signal);
        var waited = Stopwatch.StartNew();
        while (IsAlive)
        {
            if (waited.Elapsed > patience)
            {
                LibC.Signal(Id, LibC.Kill);
                patience += TimeSpan.FromSeconds(5);
                if (waited.Elapsed > patience + patience)
                    return;
            }

            await Task.Delay(15);
        }
    }

    private static string? StartedByProc(int id)
    {
        try
        {
            // pid (name) state ppid … the 22nd field is the start in clock ticks since boot; the name may hold blanks.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[19];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? StartedByPs(int id)
    {
        if (File.Exists("/proc/self/stat"))
            return null;
        var result = Command.Run("ps", ["-o", "lstart=", "-p", id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return result.ExitCode == 0 && result.Output.Length > 0 ? result.Output : null;
    }
}
