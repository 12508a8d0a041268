using System.Runtime.InteropServices;

namespace CaseWorkspace.AppHost.Processes;

/// <summary>The one system call .NET offers no door to.</summary>
internal static partial class LibC
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Sends a signal; false when the process is gone or belongs to somebody else.</summary>
    public static bool Signal(int processId, int signal) => processId > 0 && SendSignal(processId, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
