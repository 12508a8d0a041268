using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <content>Acts on protocols of the file.</content>
public sealed partial class ExpectedCase
{
    private void AddActsOnProtocols(OpenFile file, Account lead, Guid draft, Guid sealedDraft, Guid signed)
    {
        var (open, final) = ($"/api/protocols/{draft}", $"/api/protocols/{signed}");
        acts["drafts a protocol"] = Change(HttpMethod.Post, file.Path + "/protocols", () => Bodies.Protocol("expected", lead));
        acts["lists the protocols of the file"] = Read(file.Path + "/protocols");
        acts["reads the protocol"] = Read(open);
        acts["reads the sealed protocol"] = Read($"/api/protocols/{sealedDraft}");
        acts["changes the protocol"] = Change(HttpMethod.Put, open, () => Bodies.ChangedProtocol("expected", lead));
        acts["signs the protocol"] = Change(HttpMethod.Post, open + "/signing", () => Bodies.Signing());
        acts["withdraws the protocol"] = Change(HttpMethod.Post, open + "/withdrawal", Bodies.Reason);
        acts["records the court's control"] = Change(HttpMethod.Post, open + "/court-control", () => Bodies.CourtControl());
        acts["registers exhibits from the protocol"] = Change(HttpMethod.Post, open + "/exhibits", () => Bodies.Exhibits("expected"));
        acts["registers the scan of the protocol"] = Change(HttpMethod.Post, final + "/scan", () => Bodies.Scan("expected"));
        acts["corrects the protocol"] = Change(HttpMethod.Post, final + "/correction", Bodies.Reason);
    }
}
