namespace CaseWorkspace.Tests.Features.Evidence;

/// <summary>Written by hand.</summary>
internal sealed class EvidenceExceptions : IFeatureExceptions
{
    public IReadOnlyDictionary<string, string> NoActs => new Dictionary<string, string>
    {
        ["RegisterEvidence"] = "begins an item",
        ["RecordAlteration"] = "done by the workspace itself",
        ["RecordDamage"] = "done by the workspace itself",
        ["VerifyContent"] = "records what was found; whether there is anything to read is asked of the events before (EvidenceContent)",
    };
}
