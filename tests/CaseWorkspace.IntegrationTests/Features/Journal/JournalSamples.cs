using CaseWorkspace.IntegrationTests.Features.Access;

namespace CaseWorkspace.IntegrationTests.Features.Journal;

/// <summary>Sound calls of the feature's routes.</summary>
public sealed class JournalSamples : ISamples
{
    public IReadOnlyDictionary<string, Sample> All { get; } = new Dictionary<string, Sample>
    {
        ["journal.read"] = new(Thing.None),
        ["journal.export"] = new(Thing.None),
        ["journal.read-accounts"] = new(Thing.None),
        ["journal.export-accounts"] = new(Thing.None),
        ["journal.read-denials"] = new(Thing.None),
        ["journal.read-volume"] = new(Thing.None),
        ["journal.view-consultations"] = new(Thing.File),
    };
}
