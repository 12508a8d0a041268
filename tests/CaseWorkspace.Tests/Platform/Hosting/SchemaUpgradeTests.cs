using CaseWorkspace.Platform.Hosting;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Hosting;

public sealed class SchemaUpgradeTests
{
    private const string Function = "function CREATE OR REPLACE FUNCTION workspace.level_at(thing uuid)\n RETURNS text\n";

    private static readonly string[] Before =
    [
        "table workspace.person r", "column workspace.person.name text not null  ", "column workspace.person.unit text   ",
        "grant on workspace.person: caseworkspace_app SELECT", "sequence workspace.numbers", Function + "one", "index CREATE INDEX a ON workspace.person USING btree (name)",
    ];

    private static readonly SchemaStep[] Expanding = [new(3, false), new(4, true), new(5, true)];

    public static TheoryData<string, string> WhatIsTakenAway => new()
    {
        { Before[0], Before[0] },
        { Before[2], "column workspace.person.unit text" },
        { Before[3], Before[3] },
        { Before[4], Before[4] },
        { Before[5], "function CREATE OR REPLACE FUNCTION workspace.level_at(thing uuid)" },
    };

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(2, false)]
    public void Expanding_steps_serve_the_programs_since_the_last_that_was_none(int from, bool rolling)
    {
        var upgrade = SchemaUpgrade.Of(from, Expanding, [.. Before], [.. Before, "column workspace.person.rank text   ", "table workspace.rank r", "column workspace.rank.code text not null  "]);
        upgrade.ServesFrom.ShouldBe(3);
        upgrade.IsRolling.ShouldBe(rolling);
        upgrade.Sentence!.ShouldContain(rolling ? "a rolling upgrade is possible" : "stop them before, start those of version 5 after");
    }

    [Theory]
    [MemberData(nameof(WhatIsTakenAway))]
    public void A_step_that_says_it_is_expanding_and_takes_something_away_is_not_believed(string line, string told)
    {
        var upgrade = SchemaUpgrade.Of(4, Expanding, [.. Before], [.. Before.Where(one => one != line)]);
        upgrade.ServesFrom.ShouldBe(5);
        upgrade.Sentence!.ShouldEndWith($"They would miss: {told}.");
    }

    [Fact]
    public void A_new_column_that_has_to_be_given_shuts_out_programs_that_write_without_it()
    {
        var upgrade = SchemaUpgrade.Of(4, Expanding, [.. Before], [.. Before, "column workspace.person.rank text not null  "]);
        upgrade.IsRolling.ShouldBeFalse();
        SchemaUpgrade.Of(4, Expanding, [.. Before], [.. Before, "column workspace.person.rank text not null ''::text "]).IsRolling.ShouldBeTrue();
    }

    [Fact]
    public void What_only_runs_otherwise_is_for_the_step_to_say()
    {
        SortedSet<string> after = [.. Before.Where(line => line != Before[5] && line != Before[6]), Function + "another"];
        SchemaUpgrade.Of(4, Expanding, [.. Before], after).IsRolling.ShouldBeTrue();
        SchemaUpgrade.Of(4, [new(4, true), new(5, false)], [.. Before], after).IsRolling.ShouldBeFalse();
    }

    [Fact]
    public void Where_no_version_was_before_nothing_is_said_of_its_hosts()
    {
        SchemaUpgrade.Of(null, Expanding, [], [.. Before]).Sentence.ShouldBeNull();
        SchemaUpgrade.Of(5, Expanding, [.. Before], [.. Before]).Sentence.ShouldBeNull();
    }

    [Fact]
    public void Numbers_of_steps_follow_each_other() =>
        SchemaVersion.Steps.Select(step => step.Number).ShouldBe(Enumerable.Range(SchemaVersion.Steps[0].Number, SchemaVersion.Steps.Count));
}
