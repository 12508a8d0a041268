using CaseWorkspace.AppHost.Hosts;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>Which programs a test run tries: the hosts compiled ahead in the folder that CASEWORKSPACE_HOSTS names, else those that the build left.</summary>
public static class TestedHosts
{
    /// <summary>The folder of the published hosts; null where they were only built.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("CASEWORKSPACE_HOSTS");

    /// <summary>The program of a host.</summary>
    public static string ProgramOf(HostName host) => HostPrograms.Find(host, Folder);
}
