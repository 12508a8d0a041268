using System.Runtime.InteropServices;

namespace CaseWorkspace.AppHost.Hosts;

/// <summary>
/// Where the hosts' programs are. Published, they are folders beside this one (apphost, identity, web, worker); in the
/// source tree, the outputs of the same configuration that this program was built in.
/// </summary>
public static class HostPrograms
{
    public static string Find(HostName host, string? hostsFolder)
    {
        var assembly = $"CaseWorkspace.{host}.dll";
        var found = Candidates(host, hostsFolder).Select(folder => Path.Combine(folder, assembly)).FirstOrDefault(File.Exists);
        return found ?? throw new CannotStartException($"{assembly} was not found: build the solution first (dotnet build), or run deploy/quickstart.sh, which does.");
    }

    /// <summary>The dotnet that runs this program runs the hosts too.</summary>
    public static string Dotnet { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    private static IEnumerable<string> Candidates(HostName host, string? hostsFolder)
    {
        var published = host switch
        {
            HostName.Identity => "identity",
            HostName.Web => "web",
            _ => "worker",
        };
        if (hostsFolder is not null)
        {
            yield return Path.Combine(hostsFolder, published);
            yield break;
        }

        yield return Path.Combine(AppContext.BaseDirectory, "..", published);

        // …/bin/Release/net10.0/
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        if (Repository.Root is { } root && framework.Parent is { } configuration)
            yield return Path.Combine(root, "src", $"CaseWorkspace.{host}", "bin", configuration.Name, framework.Name);
    }
}
