using System.Text.Json;
using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Tests.Features.InformationRequests;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

/// <summary>Bodies are closed: what is not asked for, missing, doubled or null is refused, not passed over.</summary>
public sealed class WorkspaceJsonTests
{
    private const string Open = """{"title":"t","offenceForms":["irregular-stay"],"countries":["FR"],"summary":""}""";

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Stored.Strict)!;

    private static void Refused<T>(string json) => Should.Throw<JsonException>(() => Read<T>(json));

    private static string With(string member, string value)
    {
        var body = JsonNode.Parse(Open)!.AsObject();
        body[member] = JsonNode.Parse(value);
        return body.ToJsonString();
    }

    [Fact]
    public void A_whole_body_is_read() => Read<OpenInvestigation>(Open).Title.ShouldBe("t");

    [Theory]
    [InlineData("lead", "\"01980000-0000-7000-8000-000000000001\"")]
    [InlineData("number", "\"344-2026-000001\"")]
    [InlineData("unit", "\"unit-2\"")]
    [InlineData("$type", "\"x\"")]
    [InlineData("Title", "\"other case\"")]
    public void Unknown_members_are_refused(string member, string value) => Refused<OpenInvestigation>(With(member, value));

    [Theory]
    [InlineData("operation", "{\"name\":\"journal.read\",\"processing\":\"consultation\"}")]
    [InlineData("target", "\"01980000-0000-7000-8000-000000000001\"")]
    [InlineData("scope", "\"01980000-0000-7000-8000-000000000001\"")]
    [InlineData("seenVersion", "1")]
    [InlineData("into", "\"01980000-0000-7000-8000-000000000001\"")]
    [InlineData("uses", "[]")]
    [InlineData("people", "[]")]
    [InlineData("series", "\"other\"")]
    [InlineData("rules", "null")]
    public void What_makes_a_command_cannot_be_sent(string member, string value) => Refused<OpenInvestigation>(With(member, value));

    [Theory]
    [InlineData("2026-11-20T10:00:00")]
    [InlineData("2026-11-20")]
    [InlineData("0026-11-20T10:00:00Z")]
    public void Times_without_offset_or_of_no_plausible_year_are_refused(string time)
    {
        Should.Throw<UnreadableTimeException>(() => Read<Transmission>($$"""{"channel":"siena","transmittedAt":"{{time}}"}""")).Path.ShouldBe("$.transmittedAt");
        Read<Transmission>("""{"channel":"siena","transmittedAt":"2026-11-20T10:00:00+04:00"}""").TransmittedAt.Offset.ShouldBe(TimeSpan.FromHours(4));
    }

    [Fact]
    public void Doubled_members_are_refused() =>
        Refused<OpenInvestigation>("""{"title":"t","title":"u","offenceForms":[],"countries":[],"summary":""}""");

    [Theory]
    [InlineData("title")]
    [InlineData("offenceForms")]
    [InlineData("countries")]
    [InlineData("summary")]
    public void Missing_members_are_refused(string member)
    {
        var body = JsonNode.Parse(Open)!.AsObject();
        body.Remove(member);
        Refused<OpenInvestigation>(body.ToJsonString());
    }

    [Theory]
    [InlineData("title")]
    [InlineData("offenceForms")]
    public void Null_members_are_refused_where_a_value_is_asked(string member) => Refused<OpenInvestigation>(With(member, "null"));

    [Fact]
    public void Null_members_are_read_where_none_is_needed() =>
        Read<NewMember>("""{"person":"01980000-0000-7000-8000-000000000001","reason":null}""").Reason.ShouldBeNull();

    [Theory]
    [InlineData("""{"person":"1","reason":null}""")]
    [InlineData("""{"person":7,"reason":null}""")]
    [InlineData("""{"person":"01980000-0000-7000-8000-000000000001","reason":7}""")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("")]
    public void Values_of_another_kind_are_refused(string json) => Refused<NewMember>(json);

    [Fact]
    public void Numbers_in_quotes_are_not_numbers() =>
        Refused<ItemAnswer>("""{"item":"1","result":"given","ground":null,"text":null,"evidence":[]}""");

    [Fact]
    public void Nested_data_is_as_closed_as_the_body_around_it() => Refused<RegisterRequest>(
        $$"""
        {"unit":"unit-1","reference":"r","receivedAt":"2026-03-02T08:00:00Z",
         "content":{{JsonSerializer.Serialize(Requests.Content, Stored.Json).Replace("\"items\"", "\"drafter\":\"x\",\"items\"", StringComparison.Ordinal)}}}
        """);

    [Fact]
    public void A_body_nested_too_deep_is_refused() => Refused<JsonElement>(new string('[', 65) + new string(']', 65));

    [Theory]
    [InlineData("0")]
    [InlineData("\"0\"")]
    public void Codes_are_sent_as_codes_and_not_as_numbers(string json) => Refused<Role>(json);

    [Fact]
    public void What_is_stored_is_written_in_camel_case_with_codes() =>
        JsonSerializer.Serialize(new CaseWorkspace.Features.InformationRequests.Awaits("assign", CaseWorkspace.Platform.Policy.Relation.UnitSupervisor), Stored.Json)
            .ShouldBe("""{"verb":"assign","relation":"unit-supervisor","person":null,"notBy":[],"due":null}""");

    [Fact]
    public void Two_commands_that_say_the_same_have_the_same_fingerprint_whatever_id_the_server_made()
    {
        var one = new OpenInvestigation("t", ["irregular-stay"], ["FR"], "");
        var two = new OpenInvestigation("t", ["irregular-stay"], ["FR"], "");
        one.Target.ShouldNotBe(two.Target);
        JsonSerializer.Serialize(one, WorkspaceJson.Fingerprint).ShouldBe(JsonSerializer.Serialize(two, WorkspaceJson.Fingerprint));
        JsonSerializer.Serialize(one, WorkspaceJson.Fingerprint).ShouldNotBe(
            JsonSerializer.Serialize(two with { Summary = "s" }, WorkspaceJson.Fingerprint));
    }

    [Fact]
    public void Every_aggregate_comes_back_from_storage_as_it_was()
    {
        foreach (var (name, history) in Requests.All)
        {
            var stored = JsonSerializer.Serialize(history.State, Stored.Json);
            JsonSerializer.Serialize(JsonSerializer.Deserialize<InformationRequest>(stored, Stored.Json), Stored.Json).ShouldBe(stored, name);
        }
    }

    [Fact]
    public void A_request_stored_before_its_authors_were_kept_can_still_be_read()
    {
        var stored = JsonNode.Parse(JsonSerializer.Serialize(Requests.DraftSubmitted.State, Stored.Json))!.AsObject();
        stored.Remove("authors");
        stored["awaits"]!.AsObject().Remove("notBy");
        var read = JsonSerializer.Deserialize<InformationRequest>(stored.ToJsonString(), Stored.Json)!;
        read.Authors.ShouldBeEmpty();
        read.Awaits!.NotBy.ShouldBeEmpty();
    }
}
