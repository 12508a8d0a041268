using System.Globalization;
using CaseWorkspace.AppHost.Processes;

namespace CaseWorkspace.AppHost.PostgreSql;

/// <summary>
/// <c>postmaster.pid</c>: PostgreSQL's note of the server that runs on a cluster. It outlives a crash, and the number
/// in it may since belong to somebody else.
/// </summary>
internal sealed record PostmasterFile(ProcessMark? Postmaster, int Port, bool IsReady)
{
    public static PostmasterFile? Read(string cluster)
    {
        var file = Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(file))
            return null;
        // Process, data folder, start, port, socket folder, listening address, shared memory, state.
        var lines = File.ReadAllLines(file);
        if (lines.Length < 4 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var id))
            return new PostmasterFile(null, 0, false);
        _ = int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port);
        return new PostmasterFile(IsServerOf(cluster, id) ? ProcessMark.Of(id) : null, port, lines.Length > 7 && lines[7].Trim() is "ready");
    }

    public static void Remove(string cluster) => File.Delete(Path.Combine(cluster, "postmaster.pid"));

    private static bool IsServerOf(string cluster, int id)
    {
        if (Directory.Exists("/proc/self"))
            return Directory.Exists($"/proc/{id}") && CommandLineOf(id).Contains(cluster, StringComparison.Ordinal);
        return Command.Run("ps", ["-o", "command=", "-p", id.ToString(CultureInfo.InvariantCulture)]).Output.Contains(cluster, StringComparison.Ordinal);
    }

    private static string CommandLineOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
