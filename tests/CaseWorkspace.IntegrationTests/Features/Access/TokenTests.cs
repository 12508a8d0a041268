using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>Tokens that are signed and still open nothing.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class TokenTests(Workspace workspace, OwnIssuer issuer) : IClassFixture<OwnIssuer>
{
    private const string Files = "/api/investigations";

    [Fact]
    public async Task A_sound_token_of_a_conforming_issuer_opens_what_its_claims_allow()
    {
        (await SendAsync(issuer.Token())).Expect(200);
        (await SendAsync(Somebody("auditor"))).Expect(403, "not-for-role");
        // Two roles: what either may. None of them makes a relation.
        (await SendAsync(Somebody(new JsonArray("auditor", "investigator")))).Expect(200);

        string Somebody(JsonNode role) => issuer.Token(claims =>
        {
            claims["sub"] = Guid.CreateVersion7();
            claims["role"] = role;
        });
    }

    [Fact]
    public async Task A_person_who_came_with_a_token_is_known_as_a_colleague()
    {
        var (id, name) = (Guid.CreateVersion7(), "Ana " + Scenario.NewWord());
        (await SendAsync(issuer.Token(claims => (claims["sub"], claims["name"]) = (id, name)))).Expect(200);
        var colleagues = (await workspace.Api.GetAsync(Accounts.Supervisor, "/api/colleagues?role=investigator&size=200")).Expect(200);
        colleagues.Json["items"]!.AsArray().ShouldContain(one => (Guid)one!["id"]! == id && (string)one["name"]! == name);
    }

    [Fact]
    public async Task A_supervisor_of_another_unit_stands_in_no_relation()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        foreach (var unit in new[] { "unit-2", "", "unit-1 ", "UNIT-1" })
        {
            var token = issuer.Token(claims => Supervise(claims, unit));
            (await issuer.Api.SendAsync(new Call(HttpMethod.Get, file.Path) { Token = token })).Expect(404);
        }

        (await issuer.Api.SendAsync(new Call(HttpMethod.Get, file.Path) { Token = issuer.Token(claims => Supervise(claims, "unit-1")) })).Expect(200);

        static void Supervise(JsonObject claims, string unit)
        {
            claims["sub"] = Guid.CreateVersion7();
            claims["role"] = "supervisor";
            claims["unit"] = unit;
        }
    }

    [Fact]
    public async Task Run_out_foreign_and_forged_tokens_are_no_tokens()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var before = await workspace.EventsAsync();
        using var stranger = RSA.Create(2048);
        string[] tokens =
        [
            issuer.Token(claims => claims["exp"] = now - 60),
            issuer.Token(claims => claims.Remove("exp")),
            issuer.Token(claims => claims["nbf"] = now + 3600),
            issuer.Token(claims => claims["aud"] = "another-api"),
            issuer.Token(claims => claims.Remove("aud")),
            issuer.Token(claims => claims["iss"] = "https://example.org"),
            issuer.Token(header: head => head["typ"] = "JWT"),
            issuer.Token(header: head => head.Remove("typ")),
            issuer.Token(header: head => head["kid"] = "unknown", sign: bytes => stranger.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            issuer.Token(sign: bytes => stranger.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            issuer.Token(header: head => head["alg"] = "none", sign: _ => []),
            // The issuer's own signature, by an algorithm that is not among those agreed on.
            issuer.Token(header: head => head["alg"] = "RS512", sign: bytes => issuer.Sign(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
            // The public key, taken for a shared secret.
            issuer.Token(header: head => head["alg"] = "HS256", sign: bytes => HMACSHA256.HashData(issuer.PublicKey, bytes)),
            // Sound, but of the other host's issuer.
            await workspace.Api.Tokens.AccessAsync(Accounts.Investigator),
        ];
        foreach (var token in tokens)
        {
            (await SendAsync(token)).Expect(401, "not-signed-in");
            (await OpenAsync(token)).Expect(401, "not-signed-in");
        }

        (await workspace.EventsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task No_route_lets_in_a_token_that_has_run_out_or_is_for_another_api()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var expired = issuer.Token(claims => claims["exp"] = now - 60);
        var foreign = issuer.Token(claims => claims["aud"] = "another-api");
        foreach (var route in RouteTable.All)
        {
            var path = System.Text.RegularExpressions.Regex.Replace(route.Pattern, @"\{[^}]+\}", Guid.CreateVersion7().ToString(), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
            foreach (var token in new[] { expired, foreign })
                (await issuer.Api.SendAsync(new Call(route.Method, path) { Token = token })).Expect(401, "not-signed-in");
        }
    }

    [Fact]
    public async Task No_person_and_no_role_no_entry()
    {
        var before = await workspace.EventsAsync();
        string[] tokens =
        [
            issuer.Token(claims => claims.Remove("role")),
            issuer.Token(claims => claims["role"] = "king"),
            issuer.Token(claims => claims["role"] = "system"),
            issuer.Token(claims => claims["role"] = "Investigator"),
            issuer.Token(claims => claims["sub"] = "investigator"),
            issuer.Token(claims => claims.Remove("sub")),
        ];
        foreach (var token in tokens)
        {
            (await SendAsync(token)).Expect(403, "no-role");
            (await OpenAsync(token)).Expect(403, "no-role");
        }

        (await workspace.EventsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_person_who_asks_too_often_is_told_to_wait_and_nobody_else_is()
    {
        var hasty = issuer.Token(claims => claims["sub"] = Guid.CreateVersion7());
        var replies = await Task.WhenAll(Enumerable.Range(0, 1400).Select(_ => SendAsync(hasty)));
        var refused = replies.Where(reply => reply.Status == 429).ToList();
        refused.ShouldNotBeEmpty();
        refused.ShouldAllBe(reply => reply.Problem == "too-many-requests" && reply.Header("Retry-After") == "10");
        (await SendAsync(issuer.Token(claims => claims["sub"] = Guid.CreateVersion7()))).Expect(200);
    }

    [Fact]
    public async Task A_fault_of_the_workspace_says_nothing_but_where_the_log_tells_of_it()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var item = (await workspace.Api.PostAsync(Accounts.Investigator, file.Path + "/evidence", Bodies.Evidence(file.Word))).Expect(201).Id;
        using var http = new HttpClient { BaseAddress = issuer.Api.Address };
        using var request = await issuer.Api.RequestAsync(new Call(HttpMethod.Put, $"/api/evidence/{item}/content?fileName={file.Word}") { Token = issuer.Token(), Content = [1], ContentType = null });
        using var answer = await http.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(500);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        problem.Select(member => member.Key).ShouldBeSubsetOf(["type", "title", "detail", "status", "traceId"]);
        ((string)problem["type"]!).ShouldBe("urn:caseworkspace:problem:unexpected");
        using var reader = new StreamReader(new FileStream(issuer.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var log = await reader.ReadToEndAsync();
        log.Split('\n').ShouldContain(line => line.Contains((string)problem["traceId"]!, StringComparison.Ordinal) && line.Contains("System.IO.", StringComparison.Ordinal));
        log.ShouldNotContain(file.Word);
    }

    private Task<Reply> SendAsync(string token) => issuer.Api.SendAsync(new Call(HttpMethod.Get, Files) { Token = token });

    private Task<Reply> OpenAsync(string token) =>
        issuer.Api.SendAsync(new Call(HttpMethod.Post, Files) { Token = token, Body = Bodies.Investigation("probe") });
}
