using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <content>Acts on the things of the feature.</content>
public sealed partial class ExpectedCase
{
    private void AddActsOnItems(OpenFile file, Account custodian)
    {
        acts["marks the item as privileged"] = Change(HttpMethod.Post, file.ItemPath + "/privilege", () => Bodies.Reason());
        acts["lifts the privilege of the item"] = Change(HttpMethod.Post, file.ItemPath + "/privilege/lifting", () => Bodies.Reason());
        acts["corrects the item"] = Change(HttpMethod.Post, file.ItemPath + "/correction", () => Bodies.CorrectedEvidence("expected"));
        acts["withdraws the item"] = Change(HttpMethod.Post, file.ItemPath + "/withdrawal", () => Bodies.Reason());
        acts["reinstates the item"] = Change(HttpMethod.Post, file.ItemPath + "/reinstatement", () => Bodies.Reason());
        acts["registers an item"] = Change(HttpMethod.Post, file.Path + "/evidence", () => Bodies.Evidence("expected"));
        acts["reads the item"] = Read(file.ItemPath);
        acts["downloads the item"] = Read(file.ItemPath + "/content");
        acts["reads the other item"] = Read(file.OtherItemPath);
        acts["downloads the other item"] = Read(file.OtherItemPath + "/content");
        acts["reviews the item"] = Change(HttpMethod.Post, file.ItemPath + "/reviews", Bodies.Review);
        acts["reads the chain of custody"] = Read(file.ItemPath + "/custody");
        acts["offers the item to somebody"] = Change(HttpMethod.Post, file.ItemPath + "/custody", () => Bodies.Custody(custodian));
        acts["reads the offer"] = Read(file.OtherItemPath + "/custody/offer");
    }
}
