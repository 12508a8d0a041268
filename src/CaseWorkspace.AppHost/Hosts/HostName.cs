namespace CaseWorkspace.AppHost.Hosts;

public enum HostName
{
    Identity,
    Web,
    Worker,
}
