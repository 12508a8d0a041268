namespace CaseWorkspace.AppHost.Processes;

/// <summary>Keeps a host's log from filling the disk: what is written is appended, so the file may be emptied under the host.</summary>
public static class LogCap
{
    /// <summary>The longest that a log grows; one former log of this length is kept beside it, with <c>.1</c> at the end.</summary>
    public const long Bytes = 32 * 1024 * 1024;

    /// <summary>Moves what was written aside once there is so much of it.</summary>
    public static void Apply(string log, long longest = Bytes)
    {
        if (!File.Exists(log) || new FileInfo(log).Length <= longest)
            return;
        File.Copy(log, log + ".1", overwrite: true);
        using var file = new FileStream(log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(0);
    }
}
