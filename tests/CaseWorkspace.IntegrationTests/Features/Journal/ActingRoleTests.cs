using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Journal;

/// <summary>A person who holds two roles acts in the one that let them in: the journal and the events say which.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class ActingRoleTests(Workspace workspace, OwnPeople own) : IClassFixture<OwnPeople>
{
    [Theory]
    [InlineData("investigator", "auditor")]
    [InlineData("auditor", "investigator")]
    public async Task The_role_on_record_is_the_one_that_was_used_in_whatever_order_they_are_held(string first, string second)
    {
        var both = Account.Somebody(Role.Investigator, "of two roles");
        var token = TokenOf(both, first, second);
        var opened = (await SendAsync(token, HttpMethod.Post, "/api/investigations", Bodies.Investigation("Of two roles"))).Expect(201);
        var file = (Guid)opened.Json["id"]!;
        (await SendAsync(token, HttpMethod.Get, $"/api/investigations/{file}")).Expect(200);
        (await SendAsync(token, HttpMethod.Post, $"/api/investigations/{file}/notes", Bodies.Note("x"))).Expect(200);
        (await SendAsync(token, HttpMethod.Get, $"/api/investigations/{both.Id}")).Expect(404);
        (await SendAsync(token, HttpMethod.Get, "/api/journal?size=1")).Expect(200);

        (await RecordedAsync(both, file, "investigation.open")).ShouldBe("investigator -");
        (await RecordedAsync(both, file, "investigation.view")).ShouldBe("investigator lead");
        (await RecordedAsync(both, file, "investigation.add-note")).ShouldBe("investigator lead");
        (await RecordedAsync(both, both.Id, "investigation.view")).ShouldBe("investigator -");
        (await workspace.ScalarAsync<long>("select count(*) from workspace.mt_events where stream_id = @p1 and headers ->> 'role' <> 'investigator'", file)).ShouldBe(0);
    }

    [Fact]
    public async Task A_person_who_heads_the_unit_looks_as_its_supervisor_and_not_as_an_investigator()
    {
        var both = Account.Somebody(Role.Investigator, "of two roles");
        var token = TokenOf(both, "investigator", "supervisor");
        var file = await own.Scenario.InvestigationWithSealedEvidence();

        (await SendAsync(token, HttpMethod.Get, file.Path)).Expect(200);

        (await RecordedAsync(both, file.Id, "investigation.view")).ShouldBe("supervisor unit-supervisor");
    }

    [Theory]
    [InlineData("investigator", "auditor")]
    [InlineData("auditor", "investigator")]
    public async Task The_purpose_on_record_is_that_of_the_role_that_was_used(string first, string second)
    {
        var both = Account.Somebody(Role.Investigator, "of two roles");
        var token = TokenOf(both, first, second);
        var file = (Guid)(await SendAsync(token, HttpMethod.Post, "/api/investigations", Bodies.Investigation("x"), NoPurpose)).Expect(201).Json["id"]!;
        (await SendAsync(token, HttpMethod.Get, "/api/investigations", headers: NoPurpose)).Expect(200);
        (await SendAsync(token, HttpMethod.Get, $"/api/investigations/{both.Id}", headers: NoPurpose)).Expect(404);
        (await SendAsync(token, HttpMethod.Post, $"/api/investigations/{both.Id}/notes", Bodies.Note("x"), NoPurpose)).Expect(404);
        (await SendAsync(token, HttpMethod.Get, "/api/journal?size=1", headers: NoPurpose)).Expect(200);

        foreach (var (operation, thing, recorded) in new[]
        {
            ("investigation.open", (Guid?)file, "investigator investigation"), ("investigation.list", null, "investigator investigation"),
            ("investigation.view", both.Id, "investigator investigation"), ("investigation.add-note", both.Id, "investigator investigation"),
            ("journal.read", null, "auditor oversight"),
        })
            (await RecordedAsync(both, thing, operation, "role || ' ' || purpose")).ShouldBe(recorded, operation);
    }

    private static readonly (string, string)[] NoPurpose = [("Purpose", "")];

    private string TokenOf(Account person, params string[] roles) => own.Token(claims =>
    {
        claims["sub"] = person.Id;
        claims["name"] = person.Name;
        claims["role"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]);
        claims["sid"] = $"session-{person.Id}";
        claims["second_factor_at"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
    });

    private Task<Reply> SendAsync(string token, HttpMethod method, string path, object? body = null, (string, string)[]? headers = null) =>
        own.Api.SendAsync(new Call(method, path) { Token = token, Body = body, Headers = headers ?? [] });

    private Task<string> RecordedAsync(Account person, Guid? thing, string operation, string told = "role || ' ' || coalesce(relation, '-')") => workspace.ScalarAsync<string>(
        $"select {told} from journal.entry where actor = @p1 and operation = @p2 and thing is not distinct from @p3::uuid",
        person.Id, operation, thing is { } known ? known : DBNull.Value);
}
