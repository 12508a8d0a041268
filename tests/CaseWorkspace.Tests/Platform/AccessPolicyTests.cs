using CaseWorkspace.Features;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

public sealed class AccessPolicyTests
{
    private static readonly Operation Look = new("thing.look", Processing.Consultation);
    private static readonly Operation Begin = new("thing.begin", Processing.Collection);
    private static readonly Operation Unheard = new("thing.unheard", Processing.Erasure);

    private static readonly AccessPolicy Policy = new(
    [
        new Rule(Look, Role.Investigator, [Relation.Lead, Relation.Member]),
        new Rule(Look, Role.Supervisor, [Relation.UnitSupervisor]),
        new Rule(Begin, Role.Investigator, []),
    ]);

    [Fact]
    public void A_rule_that_asks_a_relation_is_not_met_without_one() =>
        Policy.AllowsWithoutRelation(Look, Someone.Investigator).ShouldBeFalse();

    [Fact]
    public void A_rule_that_asks_no_relation_is_met_by_the_role_and_by_no_relation()
    {
        Policy.AllowsWithoutRelation(Begin, Someone.Investigator).ShouldBeTrue();
        Policy.Sufficient(Begin, Someone.Investigator).ShouldBeEmpty();
    }

    [Fact]
    public void Another_role_gains_nothing()
    {
        Policy.Sufficient(Look, Someone.Auditor).ShouldBeEmpty();
        Policy.AllowsWithoutRelation(Begin, Someone.Auditor).ShouldBeFalse();
    }

    [Fact]
    public void Two_roles_open_what_each_of_them_opens() =>
        Policy.Sufficient(Look, Someone.WorkingSupervisor).ShouldBe([Relation.Lead, Relation.Member, Relation.UnitSupervisor]);

    [Fact]
    public void What_has_no_rule_is_known_to_nobody()
    {
        Policy.Knows(Unheard).ShouldBeFalse();
        Someone.Everybody.ShouldAllBe(actor => Policy.Sufficient(Unheard, actor).Count == 0 && !Policy.AllowsWithoutRelation(Unheard, actor));
    }

    [Fact]
    public void Two_rules_for_one_operation_and_role_are_a_fault_in_the_table() =>
        Should.Throw<ArgumentException>(() => new AccessPolicy(
            [new Rule(Look, Role.Investigator, [Relation.Lead]), new Rule(Look, Role.Investigator, [Relation.Member])]));

    [Theory]
    [InlineData(null, false)]
    [InlineData(-6, false)]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    [InlineData(86_400, false)]
    [InlineData(-5, true)]
    [InlineData(-3600, false)]
    public void A_second_factor_counts_for_five_minutes_and_none_from_the_future_counts(int? secondsAgo, bool counts)
    {
        var now = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
        DateTimeOffset? used = secondsAgo is { } ago ? now.AddSeconds(-ago) : null;
        AccessPolicy.IsFresh(used, now).ShouldBe(counts);
        var policy = new AccessPolicy([new Rule(Look, Role.Investigator, []) { StepUp = true }]);
        policy.WantsStepUp(Look, Someone.Investigator with { SecondFactorAt = used }, now).ShouldBe(!counts);
    }

    /// <summary>The whole table, cell by cell: the engine answers what is written and nothing else.</summary>
    [Fact]
    public void Every_cell_of_the_table_is_answered_as_written()
    {
        var policy = new AccessPolicy(AllFeatures.Rules);
        foreach (var operation in AllFeatures.Rules.Select(rule => rule.Operation).Distinct())
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var rule = AllFeatures.Rules.SingleOrDefault(rule => rule.Operation == operation && rule.Role == role);
                policy.Sufficient(operation, Someone.In(role)).Order().ShouldBe((rule?.Relations ?? []).Order(), $"{operation}, {role}");
                policy.AllowsWithoutRelation(operation, Someone.In(role)).ShouldBe(rule is { Relations.Count: 0 }, $"{operation}, {role}");
            }
        }
    }
}
