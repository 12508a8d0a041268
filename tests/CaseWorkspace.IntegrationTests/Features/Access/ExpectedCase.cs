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
/// version that nobody has seen: access is decided before the version, so who may is told 409 and nothing changes. The acts on a feature's things
/// lie beside its tests.
/// </summary>
public sealed partial class ExpectedCase(Workspace workspace) : IAsyncLifetime
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
        AddActsOnPeople(file, await own.Scenario.RecordedPerson(lead, file), await own.Scenario.RecordedPerson(lead, file, subFile.Word, subFile.Id), subFile,
            (await own.Scenario.ProtectedIdentity(lead, file, subFile)).Identity);
        AddActsOnTasks(
            file, await own.Scenario.MadeTask(lead, file), await own.Scenario.MadeTask(lead, file, subFile.Word, subFile.Id),
            await TaskOfAsync(lead, file, member), await own.Scenario.GivenInstruction(Prosecutor, file), await ReportedAsync(lead, file));
        AddActsOnClocks(file, await own.Scenario.StartedClock(lead, file), await own.Scenario.StartedClock(lead, file, subFile.Word, subFile.Id));
        AddActsOnChronology(file, await own.Scenario.RecordedOccurrence(lead, file), await own.Scenario.RecordedOccurrence(lead, file, subFile.Word, subFile.Id));
        AddActsOnProtocols(
            file, lead, await own.Scenario.DraftedProtocol(lead, file), await own.Scenario.DraftedProtocol(lead, file, subFile.Word, subFile.Id), await own.Scenario.SignedProtocol(lead, file));
        AddActsOnMeasures(file, subFile, await own.Scenario.RecordedMeasure(lead, subFile));
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
