using System.Collections.Immutable;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>
/// What of a request each audience is shown, state by state. The liaison officer, through whom it leaves, sees what came from abroad and
/// what was let out; of the service's people, its file and its drafts nothing.
/// </summary>
internal static class RequestAudiences
{
    /// <summary>The states, with their direction, in which the answer was let out, or came from abroad.</summary>
    private static readonly ImmutableArray<string> Answered =
    [
        Of(Directions.Incoming, States.Released), Of(Directions.Incoming, States.Answered), Of(Directions.Incoming, States.Closed),
        Of(Directions.Outgoing, States.Answered), Of(Directions.Outgoing, States.Closed),
    ];

    /// <summary>Those in which a refusal was let out.</summary>
    private static readonly ImmutableArray<string> Refused =
        [Of(Directions.Incoming, States.Refused), Of(Directions.Incoming, States.Answered), Of(Directions.Incoming, States.Closed)];

    /// <summary>Those in which something waits to be handed over, from a time on.</summary>
    private static readonly ImmutableArray<string> MayLeave =
    [
        Of(Directions.Incoming, States.Released), Of(Directions.Incoming, States.Refused), Of(Directions.Outgoing, States.Authorised),
    ];

    /// <summary>For a statement that reads the document <c>d</c> of the read <c>g</c>.</summary>
    internal static readonly AllowList<InformationRequest> Requests = new(
        "(d.data ->> 'direction') || ' ' || (d.data ->> 'state')",
        new Audience(Audience.OfTheFile,
        [
            "id", "number", "direction", "state", "unit", "content", "reference", "investigation", "drafter", "assignee", "receivedAt", "dueAt",
            "answer", "answeredBy", "answeredAt", "refusalGround", "reason", "documents", "clarifications", "awaits",
            "authors", "releasedBy", "mayLeaveSince", "submittedAt", "pending", "textAuthors",
        ]),
        new Audience([Relation.AddressedLiaisonOfficer],
        [
            "id", "number", "direction", new ShownField("state") { Sql = $"to_jsonb({StateAbroad})" }, "unit", "content", "reference", "receivedAt", "dueAt",
            new ShownField("answer") { In = Answered, Sql = AnswerThatLeft }, "answeredAt",
            new ShownField("refusalGround") { In = Refused },
            new ShownField("reason") { In = [.. Refused, Of(Directions.Incoming, States.Withdrawn)] },
            "documents", "clarifications",
            new ShownField("awaits") { Sql = AwaitsAbroad },
            new ShownField("mayLeaveSince") { In = MayLeave },
        ]));

    /// <summary>The version of a request as it is told.</summary>
    internal static readonly ToldVersion Version = new(typeof(InformationRequest), "mt_doc_informationrequest", "", ToldVersion.Of(Requests.Sql));

    /// <summary>The state as it is told abroad, in SQL: that something is prepared at home is nothing for the other side.</summary>
    internal const string StateAbroad = "coalesce(d.data #>> '{pending,from}', d.data ->> 'state')";

    /// <summary>
    /// What the request waits for abroad, in SQL; null: nothing. While something is prepared at home it is what it was in the state that is
    /// told: an incoming one whose clarification was asked waits for the reply all the while.
    /// </summary>
    internal const string VerbAbroad =
        """
        case when d.data -> 'pending' is null or d.data -> 'pending' = 'null'
             then case when d.data #>> '{awaits,relation}' = 'addressed-liaison-officer' then d.data #>> '{awaits,verb}' end
             when d.data ->> 'direction' = 'incoming' and d.data #>> '{pending,from}' = 'clarification-asked' then 'clarify' end
        """;

    /// <summary>A state with its direction, as the allow-list names it.</summary>
    internal static string Of(string direction, string state) => $"{direction} {state}";

    /// <summary>The events from which <see cref="Requests"/> takes texts.</summary>
    internal static readonly IReadOnlyList<string> SealedIn = ["answer-prepared", "answer-recorded"];

    /// <summary>The answer as it was let out, or came from abroad, from the events: without a release there is none, even if the snapshot holds one.</summary>
    private const string AnswerThatLeft =
        """
        (select written.data -> 'answer' from workspace.mt_events leaving
            join workspace.mt_events written on written.stream_id = leaving.stream_id and written.version <= leaving.version
                and written.type = case leaving.type when 'answer-released' then 'answer-prepared' else leaving.type end
            where leaving.stream_id = g.id and leaving.type in ('answer-released', 'answer-recorded')
            order by written.version desc limit 1)
        """;

    private const string AwaitsAbroad =
        $$"""
        (select jsonb_build_object('verb', abroad.verb, 'relation', 'addressed-liaison-officer', 'person', null, 'notBy', '[]'::jsonb, 'due',
                                   coalesce(d.data #> '{awaits,due}', case when d.data ->> 'answeredAt' is null then d.data -> 'dueAt' end))
         from (select {{VerbAbroad}}) abroad (verb) where abroad.verb is not null)
        """;
}
