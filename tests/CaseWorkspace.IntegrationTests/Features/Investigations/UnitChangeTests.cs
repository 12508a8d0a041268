using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>What hung on the unit ends with it, for good.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class UnitChangeTests(OwnPeople people) : IClassFixture<OwnPeople>
{
    [Fact]
    public async Task A_person_who_led_and_stayed_on_leaves_with_the_unit_and_comes_back_when_named_anew()
    {
        var (first, second) = (await people.NewAsync(Role.Investigator, "led before"), await people.NewAsync(Role.Investigator, "leads"));
        var file = await people.Scenario.InvestigationWithSealedEvidence(first, prosecutor: false);
        (await people.Api.PutAsync(first, file.Path + "/lead", Bodies.Lead(second), await VersionAsync(first, file))).Expect(200);
        (await people.Api.GetAsync(first, file.Path)).Expect(200);

        (await people.Api.GetAsync(await people.KnownAsync(first with { Unit = "unit-2" }), file.Path)).Expect(404);
        (await people.Api.GetAsync(await people.KnownAsync(first), file.Path)).Expect(404);
        (await people.Api.PostAsync(second, file.Path + "/members", Bodies.Member(first), await VersionAsync(second, file))).Expect(200);
        (await people.Api.GetAsync(first, file.Path)).Expect(200);
    }

    [Fact]
    public async Task A_person_who_leads_and_leaves_the_unit_leads_no_longer_and_is_handed_the_lead_anew_on_coming_back()
    {
        var (lead, head) = (await people.NewAsync(Role.Investigator, "leads"), await people.NewAsync(Role.Supervisor, "supervises"));
        var file = await people.Scenario.InvestigationWithSealedEvidence(lead, prosecutor: false);
        await people.KnownAsync(lead with { Unit = "unit-2" });
        (await people.Api.GetAsync(await people.KnownAsync(lead), file.Path)).Expect(404);
        (await people.Api.PutAsync(head, file.Path + "/lead", Bodies.Lead(lead), await VersionAsync(head, file))).Expect(200);
        (await people.Api.GetAsync(lead, file.Path)).Expect(200);
    }

    [Fact]
    public async Task A_token_from_before_the_change_of_unit_undoes_nothing_and_a_later_one_does()
    {
        var moved = await people.NewAsync(Role.Investigator, "moves on");
        var file = await people.Scenario.InvestigationWithSealedEvidence(Accounts.OtherInvestigator, prosecutor: false);
        var now = await people.KnownAsync(moved with { Unit = "unit-2" });
        (await people.Api.PostAsync(
            Accounts.OtherInvestigator, file.Path + "/members", Bodies.Member(now), await VersionAsync(Accounts.OtherInvestigator, file))).Expect(200);
        (await people.Api.GetAsync(now, file.Path)).Expect(200);

        // As it stands for some seconds more: what hangs on its unit is not there for it, and nothing ends.
        foreach (var age in new[] { TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5) })
        {
            (await LookAsync(people.TokenOf(moved, age: age))).Expect(404);
            (await people.Api.GetAsync(now, file.Path)).Expect(200);
        }

        await Task.Delay(1100, TestContext.Current.CancellationToken);
        (await LookAsync(people.TokenOf(moved))).Expect(404);
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        (await LookAsync(people.TokenOf(now))).Expect(404);

        Task<Reply> LookAsync(string token) => people.Api.SendAsync(new Call(HttpMethod.Get, file.Path) { As = now, Token = token });
    }

    private Task<long> VersionAsync(Account account, OpenFile file) => people.Api.VersionAsync(account, file.Path);
}
