using System.Globalization;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Benchmarks;
using CaseWorkspace.Benchmarks.DataSet;
using CaseWorkspace.IntegrationTests.Identity;

// dotnet run -c Release --project tests/CaseWorkspace.Benchmarks -- [what] [numbers] [KEY=VALUE …]      see docs/speed.md
//   all, commands, reads, pages, sign-ins, ingest, trips, start     [seconds for each measurement] [MB to take in]
//   generate                                       [investigations] [people] [events] [seed]      data=FOLDER until=DATE
//   plans                                          data=FOLDER plans=all
// hosts=FOLDER takes published hosts instead of the build's output; any other KEY=VALUE is a setting of the hosts, e.g. DOTNET_TieredPGO=1.
var numbers = args.Where(one => char.IsAsciiDigit(one[0])).Select(one => int.Parse(one, CultureInfo.InvariantCulture)).ToArray();
var what = args.FirstOrDefault(one => !char.IsAsciiDigit(one[0]) && !one.Contains('=', StringComparison.Ordinal)) ?? "all";
var settings = args.Where(one => one.Contains('=', StringComparison.Ordinal))
    .ToDictionary(one => one.Split('=')[0], one => one.Split('=', 2)[1], StringComparer.Ordinal);
settings.Remove("hosts", out var hosts);
hosts = hosts is null ? null : Path.GetFullPath(hosts);
settings["Limits:RequestsPerMinute"] = "100000000";
settings["Limits:SignInsPerMinute"] = "100000000";
settings["Identity:Limits:TokensPerMinute"] = "100000000";
settings["Identity:Limits:PushedRequestsPerMinute"] = "100000000";
settings["Identity:TrustedProxies"] = "127.0.0.1, ::1";

switch (what)
{
    case "bare":
        await WebProcess.Serve();
        break;
    case "page-host":
        await PageHost.Serve();
        break;
    case "plans":
        await Explain();
        break;
    case "generate":
        await Generate();
        break;
    default:
        await Measure();
        break;
}

async Task Measure()
{
    var span = TimeSpan.FromSeconds(Number(0, 4));
    var size = Number(1, 1024) * 1_000_000L;
    var folder = Path.Combine(Path.GetTempPath(), $"caseworkspace-benchmarks-{Environment.ProcessId}");
    await using (var installation = await Start(folder))
    {
        using var workspace = await CaseWorkspace.Benchmarks.Workspace.Prepare(installation);
        foreach (var (name, measure) in new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
        {
            ["commands"] = () => Commands.Measure(workspace, span),
            ["reads"] = () => Reads.Measure(workspace, span),
            ["sign-ins"] = () => SignIns.Measure(installation, workspace, span),
            ["pages"] = () => Pages.Measure(installation, workspace, span),
            ["trips"] = () => RoundTrips.Print(installation, hosts),
            ["start"] = () => FirstWrite.Measure(installation, workspace, hosts, span),
            ["ingest"] = () => Ingest.Measure(workspace, folder, size),
        })
        {
            if (what == "all" || what == name)
            {
                await workspace.Renew();
                await measure();
            }
        }
    }

    Directory.Delete(folder, recursive: true);
}

async Task Generate()
{
    var until = settings.Remove("until", out var given) ? DateTimeOffset.Parse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
    var size = new DataSetSize(Number(0, 100_000), Number(1, 1000), Number(2, 5_000_000), Number(3, 344), until);
    await using var installation = await Start(DataFolder(), fresh: true);
    Console.WriteLine(FormattableString.Invariant($"\nData set: {size.Investigations} investigations, {size.People} people, {size.Events} events, seed {size.Seed}, until {size.Until:yyyy-MM-dd}"));
    await Generator.Fill(installation.Server.AdministratorOf(installation.Database.Name), Path.Combine(installation.DataFolder, "vault"), size);
    await Sizes.Print(installation.Database.ConnectionStringFor(DatabaseRole.Owner));
    using var investigator = await Workspace.SignIn(installation, "investigator");
    await Verification.Run(installation.Database.ConnectionStringFor(DatabaseRole.App), installation.Database.ConnectionStringFor(DatabaseRole.Owner), investigator, new Population(size.People).Everybody[0].Id);
    Console.WriteLine($"Kept in {installation.DataFolder}");
}

async Task Explain()
{
    var all = settings.Remove("plans");
    await using var installation = await Start(DataFolder());
    await new Plans(installation).Print(all);
}

async Task<Installation> Start(string folder, bool fresh = false)
{
    var installation = await Installation.StartAsync(
        new InstallationOptions { DataFolder = folder, Ports = Ports.Free(), Settings = settings, Fresh = fresh, HostsFolder = hosts }, Console.WriteLine);
    PassedTime.At(installation.Identity.Address.GetLeftPart(UriPartial.Authority), installation.Database.ConnectionStringFor(DatabaseRole.Owner));
    return installation;
}

string DataFolder() => settings.Remove("data", out var folder) ? folder : Path.Combine(Path.GetTempPath(), "caseworkspace-data-set");

int Number(int place, int otherwise) => numbers.Length > place ? numbers[place] : otherwise;
