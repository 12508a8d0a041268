using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CaseWorkspace.IntegrationTests.Fixtures;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>A sound call of a route: what it is about, its body and its query. Each route has one; a new route without one fails the tests.</summary>
/// <param name="On">What the first id in the path names.</param>
/// <param name="Body">The JSON body; null where there is none.</param>
/// <param name="Query">What follows the path.</param>
/// <param name="Content">Bytes for routes that take content.</param>
public sealed partial record Sample(Thing On, Func<AccessCase, JsonObject>? Body = null, string Query = "", byte[]? Content = null)
{
    private const string Word = "probe";

    private static readonly Dictionary<string, Sample> Samples = new()
    {
        ["colleague.list"] = new(Thing.None),
        ["journal.read"] = new(Thing.None),
        ["journal.export"] = new(Thing.None),
        ["journal.read-accounts"] = new(Thing.None),
        ["journal.export-accounts"] = new(Thing.None),
        ["journal.read-denials"] = new(Thing.None),
        ["journal.read-volume"] = new(Thing.None),
        ["journal.view-consultations"] = new(Thing.File),
        ["access.oversee-standing"] = new(Thing.None, Query: "?number=344-2026-000001"),
        ["access.ask"] = new(Thing.None, standing => Bodies.Ask(standing.File.Number)),
        ["access.list-own-asks"] = new(Thing.None),
        ["access.list-asks"] = new(Thing.None),
        ["access.grant"] = new(Thing.Ask, _ => []),
        ["access.refuse"] = new(Thing.Ask, _ => Bodies.Reason()),
        // No such file: a person who may is let as far as that, and nobody comes to stand to the file by trying the door.
        ["access.break-glass"] = new(Thing.None, _ => Bodies.Glass("344-2000-000001")),
        ["access.list-own-break-glass"] = new(Thing.None),
        ["access.list-break-glass"] = new(Thing.None),
        ["access.view-seen-under-break-glass"] = new(Thing.None),
        ["access.list-break-glass-of-file"] = new(Thing.None),
        ["access.close-glass"] = new(Thing.Glass),
        ["access.review-break-glass"] = new(Thing.Glass, _ => Bodies.EmergencyAccessReview()),
        ["access.reopen-break-glass"] = new(Thing.Glass, _ => Bodies.Reason()),
        ["access.name-stand-in"] = new(Thing.None, _ => Bodies.StandIn(OtherInvestigator)),
        ["access.list-stand-ins"] = new(Thing.None),
        ["access.end-stand-in"] = new(Thing.StandIn, _ => Bodies.Reason()),
        ["access.view-standing"] = new(Thing.File),
        ["investigation.open"] = new(Thing.None, _ => Bodies.Investigation(Word)),
        ["investigation.list"] = new(Thing.None),
        ["investigation.view"] = new(Thing.File),
        ["investigation.view-timeline"] = new(Thing.File),
        ["investigation.add-note"] = new(Thing.File, _ => Bodies.Note(Word)),
        ["investigation.add-member"] = new(Thing.File, _ => Bodies.Member(OtherInvestigator)),
        ["investigation.remove-member"] = new(Thing.File, _ => Bodies.Reason()),
        ["investigation.name-prosecutor"] = new(Thing.File, _ => Bodies.Prosecutor(Prosecutor)),
        ["investigation.hand-over"] = new(Thing.File, _ => Bodies.Lead(OtherInvestigator)),
        ["investigation.restrict"] = new(Thing.File, _ => Bodies.Restriction(OtherSupervisor)),
        ["investigation.confirm-restriction"] = new(Thing.File, _ => Bodies.Restriction(OtherSupervisor)),
        ["investigation.lift-restriction"] = new(Thing.File, _ => Bodies.Reason()),
        ["investigation.view-as-of"] = new(Thing.File, Query: "?at=2100-01-01T00:00:00Z"),
        ["sub-file.seal"] = new(Thing.File, _ => Bodies.SubFile(Word, OtherSupervisor)),
        ["sub-file.list"] = new(Thing.File),
        ["sub-file.list-as-of"] = new(Thing.File, Query: "?at=2100-01-01T00:00:00Z"),
        ["sub-file.view"] = new(Thing.SubFile),
        ["sub-file.name-person"] = new(Thing.SubFile, _ => Bodies.Named(OtherInvestigator)),
        ["sub-file.take-off-person"] = new(Thing.SubFile, _ => Bodies.Reason()),
        ["sub-file.hand-over"] = new(Thing.SubFile, _ => Bodies.Lead(OtherInvestigator)),
        ["sub-file.hand-over-supervision"] = new(Thing.SubFile, _ => Bodies.Named(Supervisor)),
        ["sub-file.add-note"] = new(Thing.SubFile, _ => Bodies.Note(Word)),
        ["sub-file.unseal"] = new(Thing.SubFile, _ => Bodies.Reason()),
        ["evidence.register"] = new(Thing.File, _ => Bodies.Evidence(Word)),
        ["evidence.list-of-file"] = new(Thing.File),
        ["evidence.list-as-of"] = new(Thing.File, Query: "?at=2100-01-01T00:00:00Z"),
        ["evidence.list"] = new(Thing.None),
        ["evidence.view"] = new(Thing.Item),
        ["evidence.upload"] = new(Thing.Item, Content: [1, 2, 3]),
        ["evidence.download"] = new(Thing.Item),
        ["evidence.verify"] = new(Thing.Item),
        ["evidence.review"] = new(Thing.Item, _ => Bodies.Review()),
        ["evidence.offer-custody"] = new(Thing.Item, _ => Bodies.Custody(Custodian)),
        ["evidence.view-custody"] = new(Thing.Item),
        ["evidence.view-offer"] = new(Thing.Item),
        ["evidence.list-receivers"] = new(Thing.Item),
        ["evidence.accept-custody"] = new(Thing.Item, _ => Bodies.TakenOver()),
        ["evidence.refuse-custody"] = new(Thing.Item, _ => Bodies.Reason()),
        ["evidence.withdraw-custody"] = new(Thing.Item),
        ["request.draft"] = new(Thing.File, _ => Bodies.RequestContent(Word)),
        ["request.list-of-file"] = new(Thing.File),
        ["request.list-as-of"] = new(Thing.File, Query: "?at=2100-01-01T00:00:00Z"),
        ["request.register"] = new(Thing.None, _ => Bodies.Registration(Word)),
        ["request.list"] = new(Thing.None, Query: "?view=all"),
        ["request.view"] = new(Thing.Incoming),
        ["request.revise"] = new(Thing.Outgoing, _ => Bodies.RequestContent(Word)),
        ["request.submit"] = new(Thing.Outgoing),
        ["request.assign"] = new(Thing.Incoming, standing => Bodies.Assignment(standing.File.Lead, standing.File.Id)),
        ["request.authorise"] = new(Thing.Outgoing),
        ["request.return"] = new(Thing.Incoming, _ => Bodies.Return()),
        ["request.release"] = new(Thing.Incoming),
        ["request.refuse"] = new(Thing.Incoming, _ => Bodies.Refusal()),
        ["request.transmit"] = new(Thing.Outgoing, _ => Bodies.Transmission()),
        ["request.clarify"] = new(Thing.Incoming, _ => Bodies.Clarification(Word)),
        ["request.answer"] = new(Thing.Incoming, _ => Bodies.Answer(Word)),
        ["request.add-document"] = new(Thing.Incoming, Content: [1, 2, 3]),
        ["request.download-document"] = new(Thing.Incoming),
        ["request.close"] = new(Thing.Outgoing),
    };

    /// <summary>The route's sample; throws when there is none.</summary>
    public static Sample Of(Route route) => Samples.TryGetValue(route.Name, out var sample)
        ? sample
        : throw new InvalidOperationException($"The route {route} has no sample: add one to {nameof(Sample)}, so that it is probed.");

    public static IEnumerable<string> Names => Samples.Keys;

    /// <summary>The sound call by an account.</summary>
    /// <param name="route">The route.</param>
    /// <param name="standing">Where.</param>
    /// <param name="account">By whom; null: by nobody.</param>
    /// <param name="seen">The version said to have been seen.</param>
    /// <param name="thing">An id in place of the thing's own.</param>
    public Call Call(Route route, AccessCase standing, Account? account, long? seen, Guid? thing = null) =>
        new(route.Method, Path(route, standing, thing ?? standing.IdOf(On)) + Query)
        {
            As = account,
            Body = Body?.Invoke(standing),
            Content = Content,
            ContentType = Content is null ? "application/json" : "application/octet-stream",
            Seen = route.NeedsVersion ? seen : null,
        };

    private static string Path(Route route, AccessCase standing, Guid thing) => Parameter().Replace(route.Pattern, match => match.Groups[1].Value switch
    {
        "id" or "file" => thing.ToString(),
        "document" => standing.Incoming.Document!.Value.ToString(),
        "person" => OtherInvestigator.Id.ToString(),
        var name => throw new InvalidOperationException($"The route {route} has a parameter {name} that no sample fills."),
    });

    [GeneratedRegex(@"\{(\w+):guid\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
