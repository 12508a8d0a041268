namespace CaseWorkspace.AppHost.Processes;

/// <summary>The last lines of a log, for a message about what went wrong.</summary>
public static class LogTail
{
    public static string Of(string file, int lines = 20)
    {
        if (!File.Exists(file))
            return "(no log)";
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return string.Join('\n', reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines));
    }
}
