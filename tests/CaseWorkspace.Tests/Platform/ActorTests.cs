using System.Security.Claims;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

public sealed class ActorTests
{
    private static readonly Guid Id = Someone.Investigator.Id;

    private static Actor? Read(params (string Type, string Value)[] claims) =>
        ActorClaims.Read(new ClaimsPrincipal(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "token")));

    [Fact]
    public void A_token_names_person_role_unit_posting_session_and_second_factor()
    {
        var actor = Read(("sub", $"{Id}"), ("name", "Nino"), ("role", "liaison-officer"), ("unit", "liaison"), ("posting", "FR"),
            ("posting", "BE"), ("sid", "s1"), ("second_factor_at", "1772443800")).ShouldNotBeNull();

        actor.Id.ShouldBe(Id);
        actor.Name.ShouldBe("Nino");
        actor.Roles.ShouldBe([Role.LiaisonOfficer]);
        actor.Unit.ShouldBe("liaison");
        actor.Postings.ShouldBe(["FR", "BE"]);
        actor.Session.ShouldBe("s1");
        actor.SecondFactorAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_772_443_800));
        actor.Purpose.ShouldBeNull();
        actor.Subjects.ShouldBe([$"person:{Id}", "posting:FR", "posting:BE"]);
    }

    [Fact]
    public void No_role_no_entry() => Read(("sub", $"{Id}")).ShouldBeNull();

    [Theory]
    [InlineData("chief")]
    [InlineData("Investigator")]
    [InlineData("INVESTIGATOR")]
    [InlineData(" investigator")]
    [InlineData("0")]
    [InlineData("")]
    public void A_role_that_nobody_knows_is_no_role(string role) => Read(("sub", $"{Id}"), ("role", role)).ShouldBeNull();

    [Fact]
    public void Nobody_signs_in_as_the_workspace_itself()
    {
        Read(("sub", $"{Id}"), ("role", "system")).ShouldBeNull();
        Read(("sub", $"{Id}"), ("role", "system"), ("role", "auditor"))!.Roles.ShouldBe([Role.Auditor]);
    }

    [Fact]
    public void An_unknown_role_beside_a_known_one_is_left_out() =>
        Read(("sub", $"{Id}"), ("role", "chief"), ("role", "prosecutor"), ("role", "prosecutor"))!.Roles.ShouldBe([Role.Prosecutor]);

    [Theory]
    [InlineData("")]
    [InlineData("investigator")]
    [InlineData("1")]
    public void A_token_without_a_person_is_nobody(string sub) => Read(("sub", sub), ("role", "investigator")).ShouldBeNull();

    [Fact]
    public void Claims_that_nobody_vouched_for_are_nobody() =>
        ActorClaims.Read(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", $"{Id}"), new Claim("role", "investigator")]))).ShouldBeNull();

    [Theory]
    [InlineData("-1")]
    [InlineData("yes")]
    [InlineData("1e9")]
    public void A_second_factor_at_no_time_was_not_used(string at) =>
        Read(("sub", $"{Id}"), ("role", "investigator"), ("second_factor_at", at))!.SecondFactorAt.ShouldBeNull();

    [Fact]
    public void A_second_factor_beyond_all_time_is_not_a_crash() =>
        Read(("sub", $"{Id}"), ("role", "investigator"), ("second_factor_at", $"{long.MaxValue}"))!.SecondFactorAt.ShouldBeNull();

    [Fact]
    public void A_unit_is_headed_only_by_its_supervisor()
    {
        Someone.Supervisor.Subjects.ShouldContain("unit:unit-1");
        Someone.Investigator.Subjects.ShouldBe([$"person:{Id}"]);
    }

    [Fact]
    public void A_posting_counts_only_for_a_liaison_officer() =>
        (Someone.Investigator with { Postings = ["FR"] }).Subjects.ShouldBe([$"person:{Id}"]);

    [Fact]
    public void Subjects_follow_the_roles_that_the_actor_holds_now() =>
        (Someone.Supervisor with { Roles = [Role.Investigator] }).Subjects.ShouldBe([$"person:{Someone.Supervisor.Id}"]);

    [Fact]
    public void Every_role_has_words_in_the_list_of_roles() =>
        Enum.GetValues<Role>().ShouldAllBe(role => CaseWorkspace.Platform.Codes.CodeLists.Has("role", role.Code()));

    [Theory]
    [InlineData(Role.LiaisonOfficer, "liaison-officer")]
    [InlineData(Role.IdentityAdmin, "identity-admin")]
    public void Codes_are_hyphenated_words(Role role, string code)
    {
        role.Code().ShouldBe(code);
        CodeNames.FromCode<Role>(code).ShouldBe(role);
    }
}
