using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>Sound calls of the feature's routes.</summary>
public sealed class InvestigationSamples : ISamples
{
    public IReadOnlyDictionary<string, Sample> All { get; } = new Dictionary<string, Sample>
    {
        ["access.ask"] = new(Thing.None, standing => Bodies.Ask(standing.File.Number)),
        ["access.list-own-asks"] = new(Thing.None),
        ["access.list-asks"] = new(Thing.None),
        ["access.grant"] = new(Thing.Ask, _ => []),
        ["access.refuse"] = new(Thing.Ask, _ => Bodies.Reason()),
        ["investigation.open"] = new(Thing.None, _ => Bodies.Investigation(Sample.Word)),
        ["investigation.list"] = new(Thing.None),
        ["investigation.view"] = new(Thing.File),
        ["investigation.view-timeline"] = new(Thing.File),
        ["investigation.correct"] = new(Thing.File, _ => Bodies.CorrectedFile(Sample.Word)),
        ["investigation.add-note"] = new(Thing.File, _ => Bodies.Note(Sample.Word)),
        ["investigation.add-member"] = new(Thing.File, _ => Bodies.Member(OtherInvestigator)),
        ["investigation.remove-member"] = new(Thing.File, _ => Bodies.Reason()),
        ["investigation.name-prosecutor"] = new(Thing.File, _ => Bodies.Prosecutor(Prosecutor)),
        ["investigation.hand-over"] = new(Thing.File, _ => Bodies.Lead(OtherInvestigator)),
        ["investigation.restrict"] = new(Thing.File, _ => Bodies.Restriction(OtherSupervisor)),
        ["investigation.confirm-restriction"] = new(Thing.File, _ => Bodies.Restriction(OtherSupervisor)),
        ["investigation.lift-restriction"] = new(Thing.File, _ => Bodies.Reason()),
        ["investigation.view-as-of"] = new(Thing.File, Query: "?at=2100-01-01T00:00:00Z"),
        ["investigation.record-official-number"] = new(Thing.File, _ => Bodies.OfficialNumber(Sample.Word)),
        ["investigation.end-official-number"] = new(Thing.File, _ => Bodies.EndedNumber()),
        ["investigation.suspend"] = new(Thing.File, _ => Bodies.Reason()),
        ["investigation.resume"] = new(Thing.File, _ => Bodies.Reason()),
        ["investigation.terminate"] = new(Thing.File, _ => Bodies.Termination()),
        ["investigation.refer-to-court"] = new(Thing.File, _ => Bodies.Referral(Sample.Word)),
        ["investigation.record-verdict"] = new(Thing.File, _ => Bodies.Verdict(Sample.Word)),
        ["investigation.list-owed"] = new(Thing.File),
        ["investigation.close"] = new(Thing.File, _ => Bodies.Closing()),
        ["investigation.reopen"] = new(Thing.File, _ => Bodies.Reason()),
        ["sub-file.seal"] = new(Thing.File, _ => Bodies.SubFile(Sample.Word, OtherSupervisor)),
        ["sub-file.list"] = new(Thing.File),
        ["sub-file.list-as-of"] = new(Thing.File, Query: "?at=2100-01-01T00:00:00Z"),
        ["sub-file.view"] = new(Thing.SubFile),
        ["sub-file.name-person"] = new(Thing.SubFile, _ => Bodies.Named(OtherInvestigator)),
        ["sub-file.take-off-person"] = new(Thing.SubFile, _ => Bodies.Reason()),
        ["sub-file.hand-over"] = new(Thing.SubFile, _ => Bodies.Lead(OtherInvestigator)),
        ["sub-file.hand-over-supervision"] = new(Thing.SubFile, _ => Bodies.Named(Supervisor)),
        ["sub-file.add-note"] = new(Thing.SubFile, _ => Bodies.Note(Sample.Word)),
        ["sub-file.unseal"] = new(Thing.SubFile, _ => Bodies.Reason()),
    };
}
