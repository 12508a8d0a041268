using CaseWorkspace.IntegrationTests.Fixtures;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <content>Acts on the things of the feature.</content>
public sealed partial class ExpectedCase
{
    private void AddActsOnFile(OpenFile file, Account member, Account colleague, Account supervisor)
    {
        acts["reads the file"] = Read(file.Path);
        acts["finds the file by its words"] = new(
            () => new Call(HttpMethod.Get, $"/api/investigations?search={file.Word}"),
            reply => reply.Status == 200 && reply.Text.Contains(file.Id.ToString(), StringComparison.Ordinal));
        acts["reads the timeline"] = Read(file.Path + "/timeline");
        acts["reads the file as it stood"] = Read($"{file.Path}/as-of?at={Uri.EscapeDataString(TimeProvider.System.GetUtcNow().ToString("O"))}");
        acts["reads who can see the file"] = Read(file.Path + "/access");
        acts["reads who could see the file by its number"] = Read($"/api/access?number={file.Number}");
        acts["reads who looked at the file"] = Read(file.Path + "/consultations");
        acts["lists the items of the file"] = Read(file.Path + "/evidence");
        acts["lists the requests of the file"] = Read(file.Path + "/information-requests");
        acts["reads the journal"] = Read("/api/journal?size=1");
        acts["corrects the file"] = Change(HttpMethod.Post, file.Path + "/correction", () => Bodies.CorrectedFile("expected"));
        acts["adds a note"] = Change(HttpMethod.Post, file.Path + "/notes", () => Bodies.Note("expected"));
        acts["adds a member"] = Change(HttpMethod.Post, file.Path + "/members", () => Bodies.Member(colleague));
        acts["removes a member"] = Change(HttpMethod.Post, $"{file.Path}/members/{member.Id}/removal", Bodies.Reason);
        acts["hands over the lead"] = Change(HttpMethod.Put, file.Path + "/lead", () => Bodies.Lead(member));
        acts["names the prosecutor"] = Change(HttpMethod.Put, file.Path + "/prosecutor", () => Bodies.Prosecutor(Prosecutor));
        acts["asks to restrict the file"] = Change(HttpMethod.Post, file.Path + "/restriction", () => Bodies.Restriction(supervisor));
        acts["lifts the restriction"] = Change(HttpMethod.Post, file.Path + "/restriction/end", Bodies.Reason);
        acts["records an official number"] = Change(HttpMethod.Post, file.Path + "/official-numbers", () => Bodies.OfficialNumber($"{Guid.CreateVersion7():N}"));
        acts["suspends the investigation"] = Change(HttpMethod.Post, file.Path + "/suspension", Bodies.Reason);
        acts["terminates the investigation"] = Change(HttpMethod.Post, file.Path + "/termination", Bodies.Termination);
        acts["refers the case to court"] = Change(HttpMethod.Post, file.Path + "/referral", () => Bodies.Referral("expected"));
        acts["reads what is owed in the file"] = Read(file.Path + "/owed");
        acts["closes the file"] = Change(HttpMethod.Post, file.Path + "/closing", () => Bodies.Closing());
        acts["reopens the file"] = Change(HttpMethod.Post, file.Path + "/reopening", Bodies.Reason);
        acts["seals a sub-file"] = Change(HttpMethod.Post, file.Path + "/sub-files", () => Bodies.SubFile("expected", Supervisor));
        acts["asks for access"] = Change(HttpMethod.Post, "/api/access-requests", () => Bodies.Ask(file.Number));
        acts["enters the file in an emergency"] = Change(HttpMethod.Post, "/api/break-glass", () => Bodies.Glass(file.Number));
    }

    private void AddActsOnSubFile(OpenSubFile subFile, Account member)
    {
        acts["reads the sub-file"] = Read(subFile.Path);
        acts["reads the sealed item"] = Read($"/api/evidence/{subFile.Item}");
        acts["reads the sealed request"] = Read($"/api/information-requests/{subFile.Request}");
        acts["adds a note to the sub-file"] = Change(HttpMethod.Post, subFile.Path + "/notes", () => Bodies.Note("expected"));
        acts["names somebody in the sub-file"] = Change(HttpMethod.Post, subFile.Path + "/people", () => Bodies.Named(member));
        acts["lifts the seal"] = Change(HttpMethod.Post, subFile.Path + "/unsealing", Bodies.Reason);
    }
}
