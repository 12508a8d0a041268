using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <content>Acts on people recorded in the file.</content>
public sealed partial class ExpectedCase
{
    private void AddActsOnPeople(OpenFile file, Guid person, Guid sealedPerson, OpenSubFile part, Guid identity)
    {
        var apart = $"/api/protected-identities/{identity}";
        acts["protects the person's identity in the sub-file"] = Change(HttpMethod.Post, $"/api/people/{person}/protection", () => Bodies.Protection(part.Id));
        acts["reads the protected identity"] = Read(apart);
        acts["corrects the protected identity"] = Change(HttpMethod.Put, apart, () => Bodies.CorrectedIdentity("expected"));
        acts["records a fact with the protected identity"] = Change(HttpMethod.Post, apart + "/facts", () => Bodies.PersonFact("expected"));
        acts["asks to open the identity again"] = Change(HttpMethod.Post, apart + "/release", () => Bodies.Reason());
        acts["decides on the protected identity"] = Change(HttpMethod.Post, apart + "/decision", () => Bodies.IdentityDecision());
        var (open, hidden) = ($"/api/people/{person}", $"/api/people/{sealedPerson}");
        acts["names a representative of the person"] = Change(HttpMethod.Post, open + "/representatives", () => Bodies.Representative("expected"));
        acts["records that the person is bound to secrecy"] = Change(HttpMethod.Post, open + "/secrecy", Bodies.SecrecyBond);
        acts["reviews the person's record"] = Change(HttpMethod.Post, open + "/review", () => Bodies.RecordReview());
        acts["records a person"] = Change(HttpMethod.Post, file.Path + "/people", () => Bodies.Person("expected"));
        acts["lists the people of the file"] = Read(file.Path + "/people");
        acts["reads the person"] = Read(open);
        acts["reads the sealed person"] = Read(hidden);
        acts["corrects the person"] = Change(HttpMethod.Put, open, () => Bodies.CorrectedPerson("expected"));
        acts["sets the person's status"] = Change(HttpMethod.Post, open + "/status", () => Bodies.Status());
        acts["sets the person's category"] = Change(HttpMethod.Post, open + "/category", Bodies.Category);
        acts["records a fact about the person"] = Change(HttpMethod.Post, open + "/facts", () => Bodies.PersonFact("expected"));
        acts["qualifies the person's conduct"] = Change(HttpMethod.Post, open + "/qualifications", Bodies.Qualification);
        acts["lists whom something of the person was passed to"] = Read(open + "/recipients");
        acts["restricts the person's record"] = Change(HttpMethod.Post, open + "/restriction", Bodies.RecordRestriction);
        acts["lifts the restriction of the person's record"] = Change(HttpMethod.Post, open + "/restriction/end", () => Bodies.Reason());
        acts["proposes to erase the person's record"] = Change(HttpMethod.Post, open + "/erasure", Bodies.Erasure);
        acts["decides on the erasure of the person's record"] = Change(HttpMethod.Post, open + "/erasure/decision", () => Bodies.ErasureDecision());
        acts["screens the person"] = Change(HttpMethod.Post, open + "/screenings", () => Bodies.Screening());
        acts["decides on the screening"] = Change(HttpMethod.Post, open + "/screening-decision", Bodies.ScreeningDecision);
    }
}
