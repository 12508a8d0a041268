namespace CaseWorkspace.AppHost;

/// <summary>Another AppHost holds the data folder. It is left alone.</summary>
public sealed class AlreadyRunningException : Exception
{
    public AlreadyRunningException()
    {
    }

    public AlreadyRunningException(string message)
        : base(message)
    {
    }

    public AlreadyRunningException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public AlreadyRunningException(string folder, RunningRecord? running)
        : base(running switch
        {
            null => $"CaseWorkspace is just starting on {folder}.",
            { Ready: false } => $"CaseWorkspace is just starting on {folder} (process {running.AppHost.Id}); it will be at {running.Web}.",
            _ => $"CaseWorkspace already runs on {folder} (process {running.AppHost.Id}): {running.Web}",
        }) => IsReady = running is { Ready: true };

    public bool IsReady { get; }
}
