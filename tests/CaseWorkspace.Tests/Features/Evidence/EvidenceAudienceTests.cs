using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Evidence;

/// <summary>What of an item each audience is shown: written by hand, so that a new field, state or relation has to be decided on.</summary>
public sealed class EvidenceAudienceTests
{
    private static readonly string[] Whole =
    [
        "id", "file", "number", "kind", "description", "seizedAt", "seizedWhere", "seizedBy", "source", "registeredBy", "registeredAt", "state",
        "content", "lastCheck", "review", "reviews", "custody", "offer", "offers", "privilege", "seal", "origin", "withdrawal", "earlier",
    ];

    private static readonly string[] Custodian =
    [
        "id", "number", "kind", "description", "seizedAt", "seizedWhere", "seizedBy", "source", "registeredBy", "registeredAt", "state",
        "content", "lastCheck", "custody", "offer", "offers", "seal",
    ];

    private static readonly string[] Officer =
        ["id", "number", "kind", "description", "seizedAt", "seizedWhere", "source", "state", "content", "lastCheck"];

    private static readonly Dictionary<Relation, string[]> Shown = new()
    {
        [Relation.Lead] = Whole,
        [Relation.Member] = Whole,
        [Relation.SupervisingProsecutor] = Whole,
        [Relation.UnitSupervisor] = Whole,
        [Relation.EmergencyAccess] = Whole,
        [Relation.ItemCustodian] = Custodian,
        [Relation.AddressedLiaisonOfficer] = Officer,
        [Relation.CustodyOffered] = [],
    };

    public static TheoryData<Relation> Relations => [.. Enum.GetValues<Relation>()];

    [Theory]
    [MemberData(nameof(Relations))]
    public void Each_is_shown_what_is_written_here_and_nothing_else_in_every_state(Relation relation)
    {
        foreach (var state in new[] { EvidenceItem.Registered, EvidenceItem.Sealed, EvidenceItem.Damaged, EvidenceItem.Withdrawn })
        {
            EvidenceAudiences.Items.ShownTo(relation, state).Order(StringComparer.Ordinal).ShouldBe(Shown[relation].Order(StringComparer.Ordinal), state);
        }
    }

    [Fact]
    public void Every_field_is_decided_on()
    {
        EvidenceAudiences.Items.Fields.Order(StringComparer.Ordinal).ShouldBe(Whole.Order(StringComparer.Ordinal));
        typeof(EvidenceItem).GetProperties().Where(one => !one.IsDefined(typeof(System.Text.Json.Serialization.JsonIgnoreAttribute), inherit: false))
            .Select(one => one.Name).Order(StringComparer.Ordinal)
            .ShouldBe(typeof(EvidenceSeen).GetProperties().Select(one => one.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Neither_custodian_nor_liaison_officer_sees_what_the_prosecutor_thinks()
    {
        foreach (var relation in new[] { Relation.ItemCustodian, Relation.AddressedLiaisonOfficer })
        {
            EvidenceAudiences.Items.Shows(relation, "review").ShouldBe("false");
            EvidenceAudiences.Items.Shows(relation, "reviews").ShouldBe("false");
        }
    }

    [Fact]
    public void A_person_who_may_look_stands_in_an_audience() =>
        AllFeatures.Rules.Where(rule => rule.Operation == EvidenceOperations.View || rule.Operation == EvidenceOperations.List)
            .SelectMany(rule => rule.Relations).Where(relation => Shown[relation].Length == 0).ShouldBeEmpty();

    /// <summary>The past is rebuilt whole: it is for those to whom nothing of an item is hidden.</summary>
    [Fact]
    public void Who_looks_at_the_past_is_shown_everything() =>
        AllFeatures.Rules.Where(rule => rule.Operation == EvidenceOperations.ListAsOf || rule.Operation == EvidenceOperations.ListOfFile)
            .SelectMany(rule => rule.Relations).Where(relation => Shown[relation].Length != Whole.Length).ShouldBeEmpty();
}
