namespace CaseWorkspace.AppHost.Processes;

/// <summary>The last lines of a log, for a message about what went wrong.</summary>
public static class LogTail
{
    private const int LongestLine = 500;

    public static string Of(string file, int lines = 12)
    {
        if (!File.Exists(file))
            return "(no log)";
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        // A line of compact JSON can carry a whole stack trace; its beginning says what it is about.
        return string.Join('\n', reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .TakeLast(lines)
            .Select(line => line.Length <= LongestLine ? line : line[..LongestLine] + " …"));
    }
}
