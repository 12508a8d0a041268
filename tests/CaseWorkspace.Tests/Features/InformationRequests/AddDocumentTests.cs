using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Vault;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class AddDocumentTests
{
    private static readonly VaultContent Content = new(new string('a', 64), 4711);
    private static readonly AddDocument Command = new(Guid.CreateVersion7(), Requests.Document, "annexe.pdf", "application/pdf", Content);
    private static readonly DocumentAdded Added = new(Requests.Document, "annexe.pdf", "application/pdf", Content.Sha256, Content.Length);

    public static TheoryData<string> Open => [.. Requests.Except([.. Closed.Select(row => row.Data)])];

    public static TheoryData<string> Closed =>
        [nameof(Requests.IncomingRequestClosed), nameof(Requests.OutgoingRequestClosed), nameof(Requests.RegistrationWithdrawn), nameof(Requests.DraftWithdrawn)];

    [Theory]
    [MemberData(nameof(Open))]
    public void What_came_with_a_request_is_kept_with_its_hash(string state) =>
        Requests.All[state].When(Command, Someone.LiaisonFr).Then(Added).State.Documents.Select(one => one.Sha256).ShouldBe([Content.Sha256]);

    [Theory]
    [MemberData(nameof(Closed))]
    public void Nothing_is_added_to_what_is_closed(string state) =>
        Requests.All[state].When(Command, Someone.LiaisonFr).ThenRefused("not-in-this-state");

    [Fact]
    public void A_request_has_a_hundred_documents_at_most()
    {
        var full = Enumerable.Range(0, 100).Aggregate(Requests.IncomingRequest, (request, i) =>
            request.And(Someone.LiaisonFr, Added with { Document = Guid.CreateVersion7(), Name = $"{i}.pdf" }));

        full.When(Command, Someone.LiaisonFr).ThenRefused("too-many");
    }

    [Fact]
    public void Where_no_request_is_nothing_is_added() => Given.Nothing<InformationRequest>().When(Command, Someone.LiaisonFr).ThenMissing();

    [Fact]
    public void A_document_has_a_name_and_a_type_of_some_length() =>
        Faults.Of(Command with { Name = " ", MediaType = new string('x', 256) }).ShouldBe(["name: NotEmptyValidator", "mediaType: MaximumLengthValidator"]);
}
