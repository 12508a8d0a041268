using System.Text.Json;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

public sealed class ProblemsTests
{
    private static async Task<(int Status, string? Type, byte[] Body, string Headers)> Send(IResult answer)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            TraceIdentifier = Guid.CreateVersion7().ToString(),
        };
        http.Response.Body = body;
        await answer.ExecuteAsync(http);
        return (http.Response.StatusCode, http.Response.ContentType, body.ToArray(),
            string.Join('\n', http.Response.Headers.Select(header => $"{header.Key}: {header.Value}")));
    }

    [Fact]
    public async Task What_is_forbidden_and_what_does_not_exist_are_answered_alike_byte_for_byte()
    {
        var forbidden = await Send(Problems.Answer(Refusal.Missing));
        var missing = await Send(Problems.Answer(Decision.Missing.Refusal!));
        missing.Status.ShouldBe(StatusCodes.Status404NotFound);
        missing.Status.ShouldBe(forbidden.Status);
        missing.Type.ShouldBe(forbidden.Type);
        missing.Headers.ShouldBe(forbidden.Headers);
        missing.Body.ShouldBe(forbidden.Body);
    }

    [Fact]
    public async Task A_problem_document_has_a_stable_type()
    {
        var answer = await Send(Problems.Answer(Decision.Refuse("own-draft").Refusal!));
        answer.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        answer.Type.ShouldBe("application/problem+json");
        using var document = JsonDocument.Parse(answer.Body);
        document.RootElement.GetProperty("type").GetString().ShouldBe("urn:caseworkspace:problem:own-draft");
        document.RootElement.GetProperty("status").GetInt32().ShouldBe(422);
        document.RootElement.TryGetProperty("traceId", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Faults_stand_under_their_fields()
    {
        var refusal = new Refusal(RefusalKind.Invalid, "invalid", [new Fault("title", "x", "Say it."), new Fault("title", "y", "Say it short.")]);
        using var document = JsonDocument.Parse((await Send(Problems.Answer(refusal))).Body);
        document.RootElement.GetProperty("errors").GetProperty("title").EnumerateArray().Select(one => one.GetString())
            .ShouldBe(["Say it.", "Say it short."]);
    }

    [Fact]
    public async Task The_loser_of_a_race_learns_the_version_that_stands_now()
    {
        var answer = await Send(Problems.Answer(Refusal.Stale(7)));
        answer.Status.ShouldBe(StatusCodes.Status409Conflict);
        using var document = JsonDocument.Parse(answer.Body);
        document.RootElement.GetProperty("currentVersion").GetInt64().ShouldBe(7);
    }

    [Theory]
    [InlineData(RefusalKind.Missing, 404)]
    [InlineData(RefusalKind.NotForRole, 403)]
    [InlineData(RefusalKind.Invalid, 422)]
    [InlineData(RefusalKind.Rule, 422)]
    [InlineData(RefusalKind.Stale, 409)]
    [InlineData(RefusalKind.VersionNeeded, 428)]
    [InlineData(RefusalKind.KeyReused, 422)]
    public void Every_kind_of_refusal_has_its_status(RefusalKind kind, int status) => Problems.Status(kind).ShouldBe(status);
}
