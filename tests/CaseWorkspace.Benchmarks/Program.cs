using System.Globalization;
using CaseWorkspace.AppHost;
using CaseWorkspace.Benchmarks;

// dotnet run -c Release --project tests/CaseWorkspace.Benchmarks -- [what] [seconds for each measurement] [MiB to take in]
// what: all (or nothing), commands, reads, ingest; KEY=VALUE is a setting of the hosts, e.g. DOTNET_TieredPGO=1
var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Limits:RequestsPerMinute"] = "100000000" };
foreach (var setting in args.Where(one => one.Contains('=', StringComparison.Ordinal)))
{
    settings[setting.Split('=')[0]] = setting.Split('=', 2)[1];
}

var numbers = args.Where(one => char.IsAsciiDigit(one[0])).Select(one => int.Parse(one, CultureInfo.InvariantCulture)).ToArray();
var what = args.FirstOrDefault(one => !char.IsAsciiDigit(one[0]) && !one.Contains('=', StringComparison.Ordinal)) ?? "all";
var span = TimeSpan.FromSeconds(numbers is [var seconds, ..] ? seconds : 4);
var size = (numbers is [_, var mebibytes, ..] ? mebibytes : 1024) * 1024L * 1024;

var folder = Path.Combine(Path.GetTempPath(), $"caseworkspace-benchmarks-{Environment.ProcessId}");
await using (var installation = await Installation.StartAsync(
    new InstallationOptions
    {
        DataFolder = folder,
        Ports = Ports.Free(),
        Settings = settings,
    },
    Console.WriteLine))
{
    using var workspace = await Workspace.Prepare(installation);
    foreach (var (name, measure) in new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
    {
        ["commands"] = () => Commands.Measure(workspace, span),
        ["reads"] = () => Reads.Measure(workspace, span),
        ["ingest"] = () => Ingest.Measure(workspace, folder, size),
    })
    {
        if (what == "all" || what == name)
        {
            await measure();
        }
    }
}

Directory.Delete(folder, recursive: true);
