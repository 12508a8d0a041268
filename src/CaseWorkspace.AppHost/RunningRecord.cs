using System.Text.Json;
using CaseWorkspace.AppHost.Processes;

namespace CaseWorkspace.AppHost;

/// <summary>What runs on a data folder: read by a second start, and by the start after a crash.</summary>
public sealed record RunningRecord
{
    public required ProcessMark AppHost { get; init; }
    public required Uri Web { get; init; }
    public bool Ready { get; init; }
    public IReadOnlyList<ProcessMark> Hosts { get; init; } = [];

    public static RunningRecord? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<RunningRecord>(File.ReadAllText(file)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(string file) => PrivateFile.Write(file, JsonSerializer.Serialize(this));
}
