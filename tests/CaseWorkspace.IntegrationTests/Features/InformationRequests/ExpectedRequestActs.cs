using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <content>Acts on the things of the feature.</content>
public sealed partial class ExpectedCase
{
    private void AddActsOnRequests(OpenFile file, OpenRequest incoming, OpenRequest authorised, OpenRequest draft)
    {
        acts["drafts a request"] = Change(HttpMethod.Post, file.Path + "/information-requests", () => Bodies.RequestContent("expected"));
        acts["reads the incoming request"] = Read(incoming.Path);
        acts["reads the authorised request"] = Read(authorised.Path);
        acts["reads the draft"] = Read(draft.Path);
        acts["authorises the draft"] = Change(HttpMethod.Post, draft.Path + "/authorisation");
        acts["assigns the incoming request"] = Change(HttpMethod.Post, incoming.Path + "/assignment", () => Bodies.Assignment(file.Lead, file.Id));
        acts["answers the incoming request"] = Change(HttpMethod.Post, incoming.Path + "/answers", () => Bodies.Answer("expected"));
        acts["releases the answer"] = Change(HttpMethod.Post, incoming.Path + "/release");
        acts["returns the answer"] = Change(HttpMethod.Post, incoming.Path + "/return", Bodies.Return);
        acts["refuses the incoming request"] = Change(HttpMethod.Post, incoming.Path + "/refusal", Bodies.Refusal);
        acts["transmits the answer"] = Change(HttpMethod.Post, incoming.Path + "/transmission", Bodies.Transmission);
        acts["adds a document to the incoming request"] = new(
            () => new Call(HttpMethod.Post, incoming.Path + "/documents?fileName=expected.pdf") { Content = [1, 2, 3], ContentType = "application/octet-stream", Seen = NeverSeen },
            LetThrough);
        acts["corrects the registration"] = Change(HttpMethod.Post, incoming.Path + "/correction", () => Bodies.CorrectedRegistration("expected"));
        acts["withdraws the draft"] = Change(HttpMethod.Post, draft.Path + "/withdrawal", () => Bodies.Reason());
        acts["withdraws the incoming request"] = Change(HttpMethod.Post, incoming.Path + "/withdrawal", () => Bodies.Reason());
        acts["registers a request of France"] = Change(HttpMethod.Post, "/api/information-requests", () => Bodies.Registration("expected"));
        acts["registers a request of Spain"] = Change(HttpMethod.Post, "/api/information-requests", () => Bodies.Registration("expected", "ES"));
    }
}
