using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>
/// One case with everybody in it whom Expectations.md names, and the acts that it names as calls of the API. A change is tried with a
/// version that nobody has seen: access is decided before the version, so who may is told 409 and nothing changes.
/// </summary>
public sealed class ExpectedCase(Workspace workspace) : IAsyncLifetime
{
    private const long NeverSeen = 999_999;

    private readonly OwnPeople own = new(workspace);
    private readonly Dictionary<string, Account> cast = [];
    private readonly Dictionary<string, Act> acts = [];

    /// <summary>Everybody who can stand in a sentence.</summary>
    public IReadOnlyCollection<string> People => cast.Keys;

    /// <summary>Everything that can stand in a sentence.</summary>
    public IReadOnlyCollection<string> Acts => acts.Keys;

    /// <summary>Acts that nobody of this case may do.</summary>
    public IReadOnlyList<string> AllowedToNobodyHere { get; } =
    [
        "lifts the restriction", "reads the draft", "reads the other item", "downloads the other item", "registers a request of Spain",
        "enters the file in an emergency", "adds a document to the incoming request",
    ];

    private Api Api => own.Api;

    public async ValueTask InitializeAsync()
    {
        await own.InitializeAsync();
        var lead = await PersonAsync("the lead", Role.Investigator);
        var file = await own.Scenario.InvestigationWithSealedEvidence(lead);
        var before = await PersonAsync("the prosecutor before", Role.Prosecutor, "prosecution");
        await NameProsecutorAsync(file, before);
        await NameProsecutorAsync(file, Prosecutor);
        cast["the prosecutor"] = Prosecutor;
        cast["the head of the unit"] = Supervisor;
        cast["the officer in France"] = LiaisonFrance;
        cast["the officer in Spain"] = LiaisonSpain;
        cast["the auditor"] = Auditor;
        cast["the identity administrator"] = IdentityAdmin;

        var member = await MemberAsync(file, "the member");
        var named = await MemberAsync(file, "the member named in the sub-file");
        var removed = await MemberAsync(file, "the removed member");
        await RemoveAsync(file, removed);

        var incoming = await own.Scenario.IncomingRequestWithEvidence(States.Released, file);
        var authorised = await own.Scenario.OutgoingRequest(States.Authorised, file);
        var draft = await own.Scenario.OutgoingRequest(States.Draft, file);

        var overSubFile = await PersonAsync("the supervisor of the sub-file", Role.Supervisor, "unit-2");
        var subFile = await own.Scenario.SealedSubFile(file, lead, overSubFile, named);

        var custodian = await PersonAsync("the custodian", Role.Custodian, "custody");
        await own.Scenario.InCustody(lead, file.Item, custodian);
        await own.Scenario.OfferedIntoCustody(lead, file.OtherItem, await PersonAsync("the custodian who is offered the other item", Role.Custodian, "custody"));
        await PersonAsync("another custodian", Role.Custodian, "custody");

        await StandInAsync(member, await PersonAsync("the stand-in of the member", Role.Investigator));
        await StandInAsync(named, await PersonAsync("the stand-in of the member named in the sub-file", Role.Investigator));
        await EnterAsync(file, await PersonAsync("who entered in an emergency", Role.Investigator, "unit-2"));
        var left = await PersonAsync("who left after an emergency", Role.Prosecutor, "prosecution");
        var entry = await EnterAsync(file, left);
        (await Api.PostAsync(left, $"/api/break-glass/{entry}/closure")).Expect(200);

        await PersonAsync("another prosecutor", Role.Prosecutor, "prosecution");
        await PersonAsync("the head of another unit", Role.Supervisor, "unit-2");
        var colleague = await PersonAsync("a colleague of the unit", Role.Investigator);
        var asker = await PersonAsync("who asked for access", Role.Investigator);
        var question = (await Api.PostAsync(asker, "/api/access-requests", Bodies.Ask(file.Number))).Expect(201).Id;
        await own.Scenario.InvestigationWithSealedEvidence(await PersonAsync("who leads another file", Role.Investigator), prosecutor: false);

        AddActsOnFile(file, member, colleague, overSubFile);
        AddActsOnItems(file, custodian);
        AddActsOnRequests(file, incoming, authorised, draft);
        AddActsOnSubFile(subFile, member);
        acts["grants the question for access"] = Change(HttpMethod.Post, $"/api/access-requests/{question}/grant", () => new JsonObject());
        acts["reviews the emergency access"] = Change(HttpMethod.Post, $"/api/break-glass/{entry}/review", () => Bodies.EmergencyAccessReview());
    }

    public ValueTask DisposeAsync() => own.DisposeAsync();

    /// <summary>Tries the act as the person.</summary>
    /// <returns>Whether it was let through to the matter, and the answer for a failure's text.</returns>
    public async Task<(bool Allowed, string Answer)> TryAsync(string person, string act)
    {
        cast.ShouldContainKey(person);
        acts.ShouldContainKey(act);
        var reply = await Api.SendAsync(acts[act].Call() with { As = cast[person] });
        return (acts[act].IsAllowed(reply), $"{reply.Status} {reply.Problem}");
    }

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
        acts["adds a note"] = Change(HttpMethod.Post, file.Path + "/notes", () => Bodies.Note("expected"));
        acts["adds a member"] = Change(HttpMethod.Post, file.Path + "/members", () => Bodies.Member(colleague));
        acts["removes a member"] = Change(HttpMethod.Post, $"{file.Path}/members/{member.Id}/removal", Bodies.Reason);
        acts["hands over the lead"] = Change(HttpMethod.Put, file.Path + "/lead", () => Bodies.Lead(member));
        acts["names the prosecutor"] = Change(HttpMethod.Put, file.Path + "/prosecutor", () => Bodies.Prosecutor(Prosecutor));
        acts["asks to restrict the file"] = Change(HttpMethod.Post, file.Path + "/restriction", () => Bodies.Restriction(supervisor));
        acts["lifts the restriction"] = Change(HttpMethod.Post, file.Path + "/restriction/end", Bodies.Reason);
        acts["seals a sub-file"] = Change(HttpMethod.Post, file.Path + "/sub-files", () => Bodies.SubFile("expected", Supervisor));
        acts["asks for access"] = Change(HttpMethod.Post, "/api/access-requests", () => Bodies.Ask(file.Number));
        acts["enters the file in an emergency"] = Change(HttpMethod.Post, "/api/break-glass", () => Bodies.Glass(file.Number));
    }

    private void AddActsOnItems(OpenFile file, Account custodian)
    {
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
        acts["registers a request of France"] = Change(HttpMethod.Post, "/api/information-requests", () => Bodies.Registration("expected"));
        acts["registers a request of Spain"] = Change(HttpMethod.Post, "/api/information-requests", () => Bodies.Registration("expected", "ES"));
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

    private static Act Read(string path) => new(() => new Call(HttpMethod.Get, path), reply => reply.Status == 200);

    private static Act Change(HttpMethod method, string path, Func<JsonObject>? body = null) =>
        new(() => new Call(method, path) { Body = body?.Invoke(), Seen = NeverSeen }, LetThrough);

    /// <summary>Done, or told about the version: both come after access.</summary>
    private static bool LetThrough(Reply reply) => reply.Status is 200 or 201 or 409;

    private async Task<Account> PersonAsync(string name, Role role, string unit = "unit-1") => cast[name] = await own.NewAsync(role, name, unit);

    private async Task<Account> MemberAsync(OpenFile file, string name)
    {
        var person = await PersonAsync(name, Role.Investigator);
        (await Api.PostAsync(file.Lead, file.Path + "/members", Bodies.Member(person), await Api.VersionAsync(file.Lead, file.Path))).Expect(200);
        return person;
    }

    private async Task RemoveAsync(OpenFile file, Account person) =>
        (await Api.PostAsync(file.Lead, $"{file.Path}/members/{person.Id}/removal", Bodies.Reason(), await Api.VersionAsync(file.Lead, file.Path))).Expect(200);

    private async Task NameProsecutorAsync(OpenFile file, Account prosecutor) =>
        (await Api.PutAsync(Supervisor, file.Path + "/prosecutor", Bodies.Prosecutor(prosecutor), await Api.VersionAsync(file.Lead, file.Path))).Expect(200);

    private async Task StandInAsync(Account away, Account person)
    {
        var now = TimeProvider.System.GetUtcNow();
        (await Api.PostAsync(away, "/api/stand-ins", Bodies.StandIn(person, now.AddMinutes(-1), now.AddHours(1)))).Expect(201);
    }

    private async Task<Guid> EnterAsync(OpenFile file, Account person) =>
        (await Api.PostAsync(person, "/api/break-glass", Bodies.Glass(file.Number))).Expect(201).Id;

    /// <summary>A call, and when its answer says that the person may.</summary>
    private sealed record Act(Func<Call> Call, Func<Reply, bool> IsAllowed);
}
