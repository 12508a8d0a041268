using System.Diagnostics;
using System.Globalization;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Hosts;

namespace CaseWorkspace.Benchmarks;

/// <summary>A web host beside the installation's own, on the same database, started and ended by a measurement.</summary>
internal sealed class WebProcess : IAsyncDisposable
{
    private readonly System.Diagnostics.Process _process;

    private WebProcess(System.Diagnostics.Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public int Process => _process.Id;

    /// <summary>In units of 10^6 bytes.</summary>
    public long ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1_000_000;
        }
    }

    /// <summary>Starts the workspace's host.</summary>
    /// <param name="installation">Whose database, issuer and vault it uses.</param>
    /// <param name="hosts">The folder of published hosts; null for the build's output.</param>
    /// <param name="connection">Where its database is; null for the installation's.</param>
    public static WebProcess Workspace(Installation installation, string? hosts, string? connection = null) =>
        Start(HostPrograms.Find(HostName.Web, hosts), installation.DataFolder, [], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Demo__Enabled"] = "true",
            ["Keys__Folder"] = Path.Combine(installation.DataFolder, "keys", "Web"),
            ["ConnectionStrings__Workspace"] = connection ?? installation.Database.ConnectionStringFor(AppHost.Database.DatabaseRole.App),
            ["Oidc__Authority"] = installation.Identity.Address.GetLeftPart(UriPartial.Authority),
            ["Oidc__ClientId"] = "web",
            ["Vault__Folder"] = Path.Combine(installation.DataFolder, "vault"),
            ["Limits__RequestsPerMinute"] = "100000000",
            ["ConnectionStrings__Keys"] = installation.WorkspaceSettings["ConnectionStrings:Keys"]!,
            ["TextKeys__Folder"] = installation.WorkspaceSettings["TextKeys:Folder"]!,
        });

    /// <summary>Starts a host that answers one word: this program, under the verb <c>bare</c>.</summary>
    public static WebProcess Bare(string folder) => Start(typeof(WebProcess).Assembly.Location, folder, ["bare"], new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Starts the host that answers what pages ask: this program, under the verb <c>page-host</c>.</summary>
    public static WebProcess Pages(Installation installation) => Start(
        typeof(WebProcess).Assembly.Location, installation.DataFolder, ["page-host"], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__Workspace"] = installation.Database.ConnectionStringFor(AppHost.Database.DatabaseRole.App),
            ["Vault__Folder"] = Path.Combine(installation.DataFolder, "vault"),
            ["ConnectionStrings__Keys"] = installation.WorkspaceSettings["ConnectionStrings:Keys"]!,
            ["TextKeys__Folder"] = installation.WorkspaceSettings["TextKeys:Folder"]!,
        });

    /// <summary>Waits until the host answers anything.</summary>
    public async Task Answers(HttpClient http)
    {
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync("/");
                return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>The bare host itself.</summary>
    public static async Task Serve()
    {
        var bare = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder().Build();
        Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(bare, "/", () => "here");
        await bare.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static WebProcess Start(string program, string folder, string[] arguments, Dictionary<string, string> settings)
    {
        var port = Ports.Free().Web;
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", Path.Combine(folder, "logs", "measured.log"), HostPrograms.Dotnet, program, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
        };
        start.Environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Demo";
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new WebProcess(System.Diagnostics.Process.Start(start)!, address);
    }
}
