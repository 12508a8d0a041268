using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests.Pages;

/// <summary>Which buttons a request's page shows: what role, relation and state allow. The commands check it all again.</summary>
internal static class RequestActs
{
    /// <summary>Where an act is begun: on a page of its own, or on the request's page, which opens its dialog.</summary>
    public static string AddressOf(Guid request, string verb) => verb switch
    {
        "answer" or "record-answer" => $"/requests/{request}/answer",
        "revise" => $"/requests/{request}/revision",
        RequestRow.ToRead => $"/requests/{request}",
        _ => $"/requests/{request}?act={verb}",
    };

    /// <summary>The verbs, in the order to show.</summary>
    public static IEnumerable<string> Of(RequestOnPage page, Actor actor, Func<Operation, bool> may)
    {
        var request = page.Request;
        var abroad = actor.Is(Role.LiaisonOfficer) && page.Relations.Contains(Relation.AddressedLiaisonOfficer);
        var onTheFile = actor.Is(Role.Investigator) && (page.Relations.Contains(Relation.Lead) || page.Relations.Contains(Relation.Member));
        var overTheUnit = actor.Is(Role.Supervisor) && page.Relations.Contains(Relation.UnitSupervisor);
        var prosecutor = actor.Is(Role.Prosecutor) && page.Relations.Contains(Relation.SupervisingProsecutor);
        var wrote = !request.Authors.IsDefault && request.Authors.Contains(actor.Id);
        var wroteText = !request.TextAuthors.IsDefault && request.TextAuthors.Contains(actor.Id);
        (string Verb, Operation Operation, bool Now)[] acts =
        [
            ("assign", InformationRequestOperations.Assign, request.IsReceived || request.Awaits is { Person: not null }),
            ("revise", InformationRequestOperations.Revise, request.Is(States.Draft)),
            ("answer", InformationRequestOperations.Answer, request.Incoming && onTheFile && request.Is(States.Assigned)),
            ("record-answer", InformationRequestOperations.Answer,
                !request.Incoming && abroad && request.Is(States.Transmitted, States.ClarificationAsked)),
            ("submit", InformationRequestOperations.Submit, request.Is(States.Draft) || (request.Incoming && request.Is(States.Assigned) && request.IsAnsweredInFull)),
            ("authorise", InformationRequestOperations.Authorise, request.Is(States.Submitted) && !wrote),
            ("release", InformationRequestOperations.Release,
                (request.Is(States.Prepared) && overTheUnit && !wrote) || (request.Pending is { } pending && overTheUnit && pending.By != actor.Id && !wroteText)
                || (request.Is(States.AwaitingProsecutor) && prosecutor && !wrote && request.ReleasedBy != actor.Id)),
            ("transmit", InformationRequestOperations.Transmit, request.Is(States.Authorised, States.Released, States.Refused)),
            ("clarify", InformationRequestOperations.Clarify,
                (request.Is(States.Assigned) && onTheFile) || (request.Is(States.Transmitted) && abroad)
                || (request.Is(States.ClarificationAsked) && (request.Incoming ? abroad : onTheFile))),
            ("return", InformationRequestOperations.Return,
                (request.Is(States.Submitted, States.Prepared, States.AwaitingProsecutor, States.ClarificationPrepared, States.RefusalPrepared) && overTheUnit)
                || (request.Is(States.AwaitingProsecutor) && prosecutor)),
            ("refuse", InformationRequestOperations.Refuse,
                request.Incoming && (overTheUnit || onTheFile) && request.Is(States.Received, States.Assigned, States.ClarificationAsked)),
            ("close", InformationRequestOperations.Close,
                request.Is(States.Answered) && (request.Incoming ? abroad : onTheFile || overTheUnit)),
        ];
        return acts.Where(act => act.Now && may(act.Operation)).Select(act => act.Verb);
    }
}
