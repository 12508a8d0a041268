using CaseWorkspace.AppHost.PostgreSql;
using CaseWorkspace.AppHost.Processes;

namespace CaseWorkspace.AppHost;

/// <summary>
/// Everything an installation keeps: the private cluster, evidence, keys, secrets, logs. Held by one AppHost at a time.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly FileStream held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }
    public string Logs => Within("logs");
    public string Vault => Within("vault");
    public string KeysOf(string host) => Within("keys", host);

    /// <summary>The master keys of the key store, which Web and Worker share.</summary>
    public string TextKeys => Within("keys", "Texts");
    public string Secrets => Within("secrets.json");
    public string Running => Within("running.json");
    public ClusterPlace Cluster => new(this);

    public string Within(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Takes hold of the folder, making it where it is missing.</summary>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        // Another user (the cluster's) may pass through, and read nothing.
        Directory.CreateDirectory(path, Private | (OrdinaryUser.Name is null ? UnixFileMode.None : UnixFileMode.OtherExecute));
        FileStream hold;
        try
        {
            hold = new FileStream(System.IO.Path.Combine(path, "apphost.lock"), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = PrivateFile.OwnerOnly,
            });
        }
        catch (IOException)
        {
            throw new AlreadyRunningException(path, RunningRecord.Read(System.IO.Path.Combine(path, "running.json")));
        }
        catch (UnauthorizedAccessException error)
        {
            throw new CannotStartException($"{path} belongs to another user: choose another folder with --data, or start as that user.", error);
        }

        return new DataFolder(path, hold);
    }

    /// <summary>Makes the folders that hosts write to.</summary>
    public void Furnish()
    {
        foreach (var folder in new[] { Logs, Vault, Within("keys") })
            Directory.CreateDirectory(folder, Private);
    }

    /// <summary>Ends what an AppHost that was killed left behind.</summary>
    public async Task EndLeftoversAsync()
    {
        var left = RunningRecord.Read(Running);
        if (left is null)
            return;
        await Task.WhenAll(left.Hosts.Select(host => host.EndAsync(LibC.Terminate, TimeSpan.FromSeconds(10))));
        File.Delete(Running);
    }

    /// <summary>Empties the folder; nothing may run on it any more.</summary>
    public void Wipe(bool keepSecrets = false)
    {
        Cluster.Wipe();
        foreach (var folder in Directory.EnumerateDirectories(Path))
            Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(Path).Except([held.Name, .. keepSecrets ? [Secrets] : Array.Empty<string>()], StringComparer.Ordinal))
            File.Delete(file);
    }

    /// <summary>Removes folders that were not meant to last and whose holder was killed.</summary>
    public static async Task RemoveAbandonedAsync(string parent)
    {
        if (!Directory.Exists(parent))
            return;
        foreach (var path in Directory.EnumerateDirectories(parent))
        {
            try
            {
                using var abandoned = Open(path);
                await abandoned.EndLeftoversAsync();
                await PrivateCluster.EndLeftoverAsync(abandoned.Cluster);
                abandoned.Remove();
            }
            catch (AlreadyRunningException)
            {
                // Somebody's, and in use.
            }
        }
    }

    /// <summary>Removes the folder itself: for installations that are not meant to last.</summary>
    public void Remove()
    {
        Wipe();
        held.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    public void Dispose() => held.Dispose();
}
