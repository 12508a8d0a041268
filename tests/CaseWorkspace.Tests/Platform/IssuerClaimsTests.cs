using System.Security.Claims;
using CaseWorkspace.Platform.Actors;
using CsCheck;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

public sealed class IssuerClaimsTests
{
    private const string Issuer = "https://issuer.example";

    private static readonly string[] Names = ["role", "roles", "realm_access", "realm_access.roles", "groups", "amr", "acr", "auth_time", "sub", "unit"];

    private static readonly string[] Texts = ["investigator", "supervisor", "cf-investigator", "cf-auditor", "cf-supervisor", "otp", "pwd", "1790000000", "", "{\"roles\":[\"cf-investigator\"]"];

    private static readonly ClaimTable Table = new()
    {
        Name = "display",
        Roles = "realm_access.roles",
        RoleTable = [new("cf-investigator", "investigator"), new("cf-auditor", "auditor"), new("cf-supervisor", "supervisor")],
        Unit = "groups",
        UnitTable = [new("/police/first", "unit-1"), new("/police/second", "unit-2")],
        Postings = "country",
        PostingTable = [new("FRA", "FR")],
        SecondFactor = "amr",
        SecondFactorValues = ["otp", "mfa"],
        SecondFactorAsked = "otp",
    };

    [Fact]
    public void A_person_with_a_role_a_unit_and_a_second_factor_is_read_by_the_tables()
    {
        var actor = Read(Person(roles: """["cf-investigator","offline_access"]"""));

        actor.ShouldNotBeNull();
        actor.Name.ShouldBe("Officer");
        actor.Roles.ShouldBe([Role.Investigator]);
        actor.Unit.ShouldBe("unit-1");
        actor.Postings.ShouldBe(["FR"]);
        actor.Id.ShouldBe(IssuerClaims.PersonOf(Issuer, "f:42:officer"));
        actor.SecondFactorAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
    }

    [Theory]
    [InlineData("""["investigator"]""", "a code of ours is no value of the issuer's")]
    [InlineData("""["CF-INVESTIGATOR"]""", "a value is compared letter by letter")]
    [InlineData("""{"cf-investigator":true}""", "an object is no list")]
    [InlineData("""[["cf-investigator"]]""", "a list in a list is none")]
    [InlineData("""["cf-auditor","cf-investigator"]""", "the pair is held by nobody")]
    [InlineData("[]", "there is none")]
    public void Roles_that_the_table_does_not_give_let_nobody_in(string roles, string because) =>
        Read(Person(roles)).ShouldBeNull(because);

    [Fact]
    public void Nobody_enters_without_a_second_factor_or_without_saying_when_it_was_used()
    {
        Read(Person(factor: "pwd")).ShouldBeNull();
        Read(Person().Where(claim => claim.Type is not "auth_time")).ShouldBeNull();
        Read(Person().Where(claim => claim.Type is not "amr")).ShouldBeNull();
    }

    [Fact]
    public void A_factor_that_the_issuer_may_only_remember_lets_in_and_is_not_used_now()
    {
        var actor = Read(Person(factor: "mfa"));
        actor.ShouldNotBeNull();
        actor.SecondFactorAt.ShouldBeNull();
    }

    [Fact]
    public void A_renewal_makes_no_factor_younger()
    {
        var claims = new IssuerClaims(Table, TimeProvider.System);
        var later = Principal(Person().Where(claim => claim.Type is not "auth_time").Append(new("auth_time", "1790000090")));
        var (with, without) = (claims.Translate(Principal(Person())), claims.Translate(Principal(Person(factor: "mfa"))));

        ActorClaims.Read(claims.TranslateRenewed(later, with))!.SecondFactorAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
        ActorClaims.Read(claims.TranslateRenewed(later, without))!.SecondFactorAt.ShouldBeNull();
    }

    [Fact]
    public void Somebody_without_a_unit_or_with_two_does_not_enter_where_units_are_mapped()
    {
        Read([.. Person(), new("groups", "/police/second")]).ShouldBeNull();
        Read(Person().Where(claim => claim.Value is not "/police/first")).ShouldBeNull();
    }

    [Fact]
    public void A_time_of_issue_that_is_still_to_come_or_none_is_now()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        foreach (var said in new[] { "99999999999", "soon", "1790000100.5" })
            Read(Person().Where(claim => claim.Type is not "iat").Append(new("iat", said)))!.SaidAt!.Value.ShouldBeInRange(now, now.AddMinutes(1));
    }

    [Fact]
    public void Claims_that_are_named_like_ours_count_for_nothing() =>
        Read([.. Person(roles: "[]"), new("role", "supervisor"), new("unit", "unit-2"), new("posting", "ES"), new("second_factor_at", "1"), new("acr", IssuerClaims.SecondFactorContext)]).ShouldBeNull();

    [Fact]
    public void A_person_is_one_name_of_one_issuer()
    {
        var claims = Person().Where(claim => claim.Type is not "sub").ToArray();
        Read(claims).ShouldBeNull("nobody is named");
        Read([.. claims, new("sub", "one"), new("sub", "other")]).ShouldBeNull("two are named");
        Read([.. claims, new("sub", "")]).ShouldBeNull("an empty name is none");

        IssuerClaims.PersonOf(Issuer, "one").ShouldNotBe(IssuerClaims.PersonOf(Issuer, "One"));
        IssuerClaims.PersonOf(Issuer, "one").ShouldNotBe(IssuerClaims.PersonOf("https://other.example", "one"));
        IssuerClaims.PersonOf(Issuer, "one").Version.ShouldBe(8);
        var own = Guid.CreateVersion7();
        IssuerClaims.PersonOf(Issuer, own.ToString()).ShouldBe(own);
        // Another spelling is another name, and nobody is written into the place of a colleague or of the workspace itself.
        foreach (var name in new[] { own.ToString().ToUpperInvariant(), $" {own}", IssuerClaims.PersonOf(Issuer, "one").ToString(), SystemActor.Id.ToString(), Guid.Empty.ToString() })
            IssuerClaims.PersonOf(Issuer, name).ShouldNotBe(Guid.Parse(name), name);
    }

    [Fact]
    public void A_logout_token_names_a_person_only_where_the_person_is_its_subject()
    {
        var person = Guid.CreateVersion7();
        new IssuerClaims(null, TimeProvider.System).PersonOfSubject(Issuer, person.ToString()).ShouldBe(person);
        new IssuerClaims(null, TimeProvider.System).PersonOfSubject(Issuer, "one").ShouldBeNull();
        new IssuerClaims(Table, TimeProvider.System).PersonOfSubject(Issuer, "one").ShouldBe(IssuerClaims.PersonOf(Issuer, "one"));
        new IssuerClaims(Table with { Person = "oid" }, TimeProvider.System).PersonOfSubject(Issuer, "one").ShouldBeNull();
    }

    [Fact]
    public void Whatever_an_issuer_writes_only_the_table_gives_a_role() =>
        Gen.Select(Gen.Int[0, Texts.Length - 1], Gen.Int[0, Names.Length - 1]).Array[0, 12].Sample(drawn =>
        {
            var written = drawn.Select(one => (Name: Names[one.Item2], Text: Texts[one.Item1])).ToArray();
            string[] given = [.. Table.RoleTable.Where(row => written.Contains(("realm_access.roles", row.Value))).Select(row => row.Means)];
            // The drawn texts hold no unit of the table.
            var table = Table with { Unit = "" };
            var mayEnter = written.Contains(("amr", "otp")) && written.Any(one => one.Name is "auth_time") && !IncompatibleRoles.AreAmong(given, TimeProvider.System.GetUtcNow());

            var read = new IssuerClaims(table, TimeProvider.System).Translate(Principal(written.Select(one => new Claim(one.Name, one.Text))));

            read.FindAll("role").Select(role => role.Value).ShouldBe(mayEnter ? given : [], ignoreOrder: true);
        }, iter: 5_000);

    [Fact]
    public void A_table_that_names_no_code_of_ours_stops_the_start()
    {
        Should.NotThrow(Table.Check);
        Should.Throw<InvalidOperationException>((Table with { RoleTable = [] }).Check).Message.ShouldContain("Oidc:Claims:RoleTable");
        Should.Throw<InvalidOperationException>((Table with { RoleTable = [new("cf-boss", "boss")] }).Check).Message.ShouldContain("boss");
        Should.Throw<InvalidOperationException>((Table with { RoleTable = [new("cf-system", "system")] }).Check).Message.ShouldContain("system");
        Should.Throw<InvalidOperationException>((Table with { RoleTable = [new("cf-admin", "identity-admin")] }).Check).Message.ShouldContain("identity-admin");
        Should.Throw<InvalidOperationException>((Table with { UnitTable = [] }).Check).Message.ShouldContain("UnitTable");
        Should.Throw<InvalidOperationException>((Table with { SecondFactorAsked = "pwd" }).Check).Message.ShouldContain("SecondFactorAsked");
        Should.Throw<InvalidOperationException>((Table with { RoleTable = [new("", "investigator")] }).Check).Message.ShouldContain("RoleTable");
        Should.Throw<InvalidOperationException>((Table with { UnitTable = [new("/a", "unit-99")] }).Check).Message.ShouldContain("unit-99");
        Should.Throw<InvalidOperationException>((Table with { PostingTable = [new("X", "XX")] }).Check).Message.ShouldContain("XX");
        Should.Throw<InvalidOperationException>((Table with { SecondFactorValues = [] }).Check).Message.ShouldContain("SecondFactorValues");
    }

    private static Actor? Read(IEnumerable<Claim> claims) => ActorClaims.Read(new IssuerClaims(Table, TimeProvider.System).Translate(Principal(claims)));

    private static ClaimsPrincipal Principal(IEnumerable<Claim> claims) => new(new ClaimsIdentity(claims, "test"));

    private static Claim[] Person(string roles = """["cf-investigator"]""", string factor = "otp") =>
    [
        new("iss", Issuer), new("sub", "f:42:officer"), new("display", "Officer"), new("sid", "session"), new("iat", "1790000100"), new("auth_time", "1790000000"),
        new("realm_access", $$"""{"roles":{{roles}}}""", JsonClaim), new("groups", "/everybody"), new("groups", "/police/first"), new("country", "FRA"), new("amr", "pwd"), new("amr", factor),
    ];

    private const string JsonClaim = "JSON";
}
