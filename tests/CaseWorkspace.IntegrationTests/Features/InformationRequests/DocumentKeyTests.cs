using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>The id of a document is made of the key that the caller gives: it never names two.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class DocumentKeyTests(Workspace workspace)
{
    [Fact]
    public async Task A_key_used_again_after_its_answer_is_forgotten_adds_no_second_document_of_the_same_id()
    {
        var request = await workspace.Scenario.IncomingRequestWithEvidence(States.Received);
        var key = Guid.CreateVersion7().ToString();
        var first = (await AddAsync(request, [1, 2, 3])).Expect(201);
        (await AddAsync(request, [1, 2, 3])).Expect(201).Json["document"]!.ToString().ShouldBe(first.Json["document"]!.ToString());

        // As after seven days.
        (await workspace.ScalarAsync<long>("with gone as (delete from workspace.answered where key = @p1 returning 1) select count(*) from gone", key)).ShouldBe(1);
        (await AddAsync(request, [1, 2, 3])).Expect(422, "document-known").Fields.ShouldBe(["Idempotency-Key"]);
        (await AddAsync(request, [4, 5])).Expect(422, "document-known");
        (await workspace.ScalarAsync<long>(
            "select count(*) from workspace.mt_events where stream_id = @p1 and type = 'document-added' and data ->> 'document' = @p2",
            request.Id, first.Json["document"]!.ToString())).ShouldBe(1);

        // Of another request it names another document.
        var other = await workspace.Scenario.IncomingRequestWithEvidence(States.Received);
        (await AddAsync(other, [1, 2, 3])).Expect(201).Json["document"]!.ToString().ShouldNotBe(first.Json["document"]!.ToString());

        Task<Reply> AddAsync(OpenRequest to, byte[] content) => workspace.Api.UploadAsync(
            LiaisonFrance, HttpMethod.Post, $"{to.Path}/documents?fileName=a.pdf", content, ("Idempotency-Key", key));
    }
}
