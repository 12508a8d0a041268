namespace CaseWorkspace.Tests.Features.Tasks;

/// <summary>Written by hand.</summary>
internal sealed class TaskExceptions : IFeatureExceptions
{
    public IReadOnlyDictionary<string, string> NoActs => new Dictionary<string, string>
    {
        ["GiveInstruction"] = "begins an instruction", ["MakeTask"] = "begins a task", ["UseTemplate"] = "begins several tasks",
    };
}
