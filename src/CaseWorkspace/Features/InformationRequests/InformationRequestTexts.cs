using JasperFx.Events;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The texts by which requests are found. What may not have left yet is found by those alone to whom the file is open.</summary>
internal static class InformationRequestTexts
{
    // The latest answer takes the place of the one before.
    private static readonly Guid Reference = new("00000000-0000-0000-0000-000000000002");
    private static readonly Guid Answer = new("00000000-0000-0000-0000-000000000001");

    public static IEnumerable<FoundText> Of(IEvent happened) => happened.Data switch
    {
        RequestRegistered request =>
            [new(happened.StreamId, Guid.Empty, "number", request.Number, request.Reference), OfContent(happened.StreamId, request.Content)],
        RegistrationCorrected request =>
            [new(happened.StreamId, Reference, "number", request.Reference), OfContent(happened.StreamId, request.Content)],
        RequestDrafted request => [new(happened.StreamId, Guid.Empty, "number", request.Number), OfContent(happened.StreamId, request.Content)],
        RequestRevised request => [OfContent(happened.StreamId, request.Content)],
        AnswerRecorded answer => [new(happened.StreamId, Answer, "answer", [.. OfAnswer(answer.Answer), answer.Reference])],
        AnswerPrepared answer => [new(happened.StreamId, Answer, "answer", OfAnswer(answer.Answer)) { Inside = true }],
        ClarificationAsked asked => [new(happened.StreamId, happened.Id, "clarification", asked.Text) { Inside = true }],
        ClarificationGiven given => [new(happened.StreamId, happened.Id, "clarification", given.Text) { Inside = true }],
        DocumentAdded document => [new(happened.StreamId, happened.Id, "document", document.Name) { Inside = true }],
        _ => [],
    };

    private static FoundText OfContent(Guid request, RequestContent content) =>
        new(request, request, "request", [content.Authority, content.Subject, content.Facts, .. content.Items]);

    private static IEnumerable<string?> OfAnswer(AnswerContent answer) => [answer.Text, .. answer.Items.Select(item => item.Text)];
}
