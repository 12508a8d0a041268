using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>
/// What can be done with a request, in the order to show. Each command states its own precondition; page, desk and API ask it here.
/// </summary>
public static class InformationRequestActs
{
    /// <summary>The list; the verbs of what is written abroad and at home under one operation differ.</summary>
    public static readonly Acts<InformationRequest> All = new(
        AssignRequest.Act,
        ReviseRequest.Act,
        CorrectRegistration.Act,
        PrepareAnswer.Act,
        RecordAnswer.Act,
        SubmitForAuthorisation.Act,
        AuthoriseRequest.Act,
        ReleasePrepared.Act,
        TransmitAbroad.Act,
        Clarify.Act,
        ReturnForRevision.Act,
        RefuseRequest.Act,
        CloseRequest.Act,
        WithdrawRequest.Act,
        AddDocument.Act);

    /// <summary>The state of the document <c>d</c> without its long texts, of which no precondition asks more than how many there are: for lists.</summary>
    internal const string Outline =
        """
        d.data || jsonb_build_object(
            'content', (d.data -> 'content') || jsonb_build_object('facts', '', 'items',
                (select coalesce(jsonb_agg(''::text), '[]') from jsonb_array_elements(d.data #> '{content,items}'))),
            'answer', case when jsonb_typeof(d.data -> 'answer') = 'object' then (d.data -> 'answer') || jsonb_build_object('text', null, 'items',
                (select coalesce(jsonb_agg(item || '{"text": null}'), '[]') from jsonb_array_elements(d.data #> '{answer,items}') item)) end,
            'clarifications', (select coalesce(jsonb_agg(one || '{"text": ""}'), '[]') from jsonb_array_elements(d.data -> 'clarifications') one))
        """;

    /// <summary>Where an act is begun: on a page of its own, or on the request's page, which opens its dialog.</summary>
    internal static string AddressOf(Guid request, string verb) => verb switch
    {
        "answer" or "record-answer" => $"/requests/{request}/answer",
        "revise" => $"/requests/{request}/revision",
        "correct" => $"/requests/{request}/correction",
        RequestRow.ToRead => $"/requests/{request}",
        _ => $"/requests/{request}?act={verb}",
    };
}
