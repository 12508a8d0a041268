using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace CaseWorkspace.Platform.Vault;

/// <summary>
/// Makes a folder's entries durable. A file that is synced and then renamed may, after a loss of power, still stand under
/// its old name or none: the folder that lists it has to be synced too (fsync(2)). .NET opens no folders, so this asks the
/// C library. Windows has no such call; NTFS keeps names in its own journal.
/// </summary>
internal static class FolderDurability
{
    private const int ReadOnly = 0;

    /// <summary>Returns when the folder's entries are on disk.</summary>
    /// <exception cref="IOException">The folder could not be synced; what was renamed into it must not be acknowledged.</exception>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open([.. Encoding.UTF8.GetBytes(folder), 0], ReadOnly);
        if (descriptor < 0)
        {
            throw Fault("opened for syncing");
        }

        try
        {
            if (Fsync(descriptor) < 0)
            {
                throw Fault("synced");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Fault(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"A folder of the vault could not be {what}: {new Win32Exception(error).Message}.");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
