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
    public async Task Whoever_led_and_stayed_on_leaves_with_the_unit_and_comes_back_when_named_anew()
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
    public async Task Whoever_leads_and_leaves_the_unit_leads_no_longer_and_is_handed_the_lead_anew_on_coming_back()
    {
        var (lead, head) = (await people.NewAsync(Role.Investigator, "leads"), await people.NewAsync(Role.Supervisor, "supervises"));
        var file = await people.Scenario.InvestigationWithSealedEvidence(lead, prosecutor: false);
        await people.KnownAsync(lead with { Unit = "unit-2" });
        (await people.Api.GetAsync(await people.KnownAsync(lead), file.Path)).Expect(404);
        (await people.Api.PutAsync(head, file.Path + "/lead", Bodies.Lead(lead), await VersionAsync(head, file))).Expect(200);
        (await people.Api.GetAsync(lead, file.Path)).Expect(200);
    }

    private Task<long> VersionAsync(Account account, OpenFile file) => people.Api.VersionAsync(account, file.Path);
}
