using CaseWorkspace.AppHost;
using CaseWorkspace.Benchmarks;

// dotnet run -c Release --project tests/CaseWorkspace.Benchmarks [seconds for each measurement] [MiB to take in]
var span = TimeSpan.FromSeconds(args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 4);
var size = (args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1024) * 1024L * 1024;

var folder = Path.Combine(Path.GetTempPath(), $"caseworkspace-benchmarks-{Environment.ProcessId}");
await using (var installation = await Installation.StartAsync(
    new InstallationOptions
    {
        DataFolder = folder,
        Ports = Ports.Free(),
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Limits:RequestsPerMinute"] = "100000000" },
    },
    Console.WriteLine))
{
    using var workspace = await Workspace.Prepare(installation);
    await Commands.Measure(workspace, span);
    await Reads.Measure(workspace, span);
    await Ingest.Measure(workspace, folder, size);
}

Directory.Delete(folder, recursive: true);
