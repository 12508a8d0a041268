using System.Reflection;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

/// <summary>What of a request each audience is shown in each state: written by hand, so that a new state, field or relation has to be decided on.</summary>
public sealed class RequestAudienceTests
{
    private static readonly string[] Whole =
    [
        "id", "number", "direction", "state", "unit", "content", "reference", "investigation", "drafter", "assignee", "receivedAt", "dueAt",
        "answer", "answeredBy", "answeredAt", "refusalGround", "reason", "documents", "clarifications", "awaits", "authors", "releasedBy",
        "mayLeaveSince", "submittedAt", "pending", "textAuthors",
    ];

    /// <summary>What the liaison officer is shown in every state.</summary>
    private static readonly string[] Officer =
    [
        "id", "number", "direction", "state", "unit", "content", "reference", "receivedAt", "dueAt", "answeredAt", "documents", "clarifications", "awaits",
    ];

    /// <summary>What the liaison officer is shown beside it, by direction and state.</summary>
    private static readonly Dictionary<string, string[]> OfficerIn = new()
    {
        ["incoming received"] = [],
        ["incoming assigned"] = [],
        ["incoming clarification-prepared"] = [],
        ["incoming clarification-asked"] = [],
        ["incoming prepared"] = [],
        ["incoming awaiting-prosecutor"] = [],
        ["incoming released"] = ["answer", "mayLeaveSince"],
        ["incoming refusal-prepared"] = [],
        ["incoming refused"] = ["refusalGround", "reason", "mayLeaveSince"],
        ["incoming answered"] = ["answer", "refusalGround", "reason"],
        ["incoming closed"] = ["answer", "refusalGround", "reason"],
        ["incoming withdrawn"] = ["reason"],
        ["outgoing draft"] = [],
        ["outgoing withdrawn"] = [],
        ["outgoing submitted"] = [],
        ["outgoing authorised"] = ["mayLeaveSince"],
        ["outgoing transmitted"] = [],
        ["outgoing clarification-asked"] = [],
        ["outgoing clarification-prepared"] = [],
        ["outgoing answered"] = ["answer"],
        ["outgoing closed"] = ["answer"],
    };

    private static readonly Dictionary<Relation, string> Audiences = new()
    {
        [Relation.Lead] = "whole",
        [Relation.Member] = "whole",
        [Relation.SupervisingProsecutor] = "whole",
        [Relation.UnitSupervisor] = "whole",
        [Relation.EmergencyAccess] = "whole",
        [Relation.AddressedLiaisonOfficer] = "officer",
        [Relation.ItemCustodian] = "nothing",
        [Relation.CustodyOffered] = "nothing",
    };

    public static TheoryData<string> States => [.. OfficerIn.Keys];

    [Fact]
    public void Every_state_is_decided_on()
    {
        var states = typeof(CaseWorkspace.Features.InformationRequests.States).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetValue(null)!);
        OfficerIn.Keys.Select(key => key.Split(' ')[1]).Distinct().Order(StringComparer.Ordinal).ShouldBe(states.Order(StringComparer.Ordinal));
        Requests.All.Values.Select(one => RequestAudiences.Of(one.State!.Direction, one.State.State)).Except(OfficerIn.Keys).ShouldBeEmpty();
    }

    [Fact]
    public void Every_relation_is_decided_on() =>
        Audiences.Keys.Order().ShouldBe(Enum.GetValues<Relation>().Order());

    [Theory]
    [MemberData(nameof(States))]
    public void Each_is_shown_what_is_written_here_and_nothing_else(string state)
    {
        foreach (var (relation, audience) in Audiences)
        {
            string[] expected = audience switch { "whole" => Whole, "officer" => [.. Officer, .. OfficerIn[state]], _ => [] };
            RequestAudiences.Requests.ShownTo(relation, state).Order(StringComparer.Ordinal)
                .ShouldBe(expected.Order(StringComparer.Ordinal), $"{relation} in {state}");
        }
    }

    [Fact]
    public void A_person_who_may_look_stands_in_an_audience() =>
        AllFeatures.Rules.Where(rule => rule.Operation == InformationRequestOperations.View || rule.Operation == InformationRequestOperations.List)
            .SelectMany(rule => rule.Relations).Where(relation => Audiences[relation] is "nothing").ShouldBeEmpty();

    /// <summary>The past is rebuilt whole: it is for those to whom nothing of a request is hidden.</summary>
    [Fact]
    public void Who_looks_at_the_past_is_shown_everything() =>
        AllFeatures.Rules.Where(rule => rule.Operation == InformationRequestOperations.ListAsOf || rule.Operation == InformationRequestOperations.ListOfFile)
            .SelectMany(rule => rule.Relations).Where(relation => Audiences[relation] is not "whole").ShouldBeEmpty();

    [Fact]
    public void Every_field_is_decided_on() =>
        RequestAudiences.Requests.Fields.Order(StringComparer.Ordinal).ShouldBe(Whole.Order(StringComparer.Ordinal));
}
