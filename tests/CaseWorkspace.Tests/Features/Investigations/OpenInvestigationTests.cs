using CaseWorkspace.Features.Investigations;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class OpenInvestigationTests
{
    private static readonly OpenInvestigation Command = new("  Irregular stay, Lyon ", ["irregular-stay"], ["FR"], " A flat. ");

    [Fact]
    public void A_person_who_opens_a_file_leads_it_in_the_own_unit()
    {
        var file = Given.Nothing<Investigation>().Drawing(123).When(Command, Someone.Investigator).Then(new InvestigationOpened(
            "344-2026-000123", "Irregular stay, Lyon", ["irregular-stay"], ["FR"], "A flat.", "unit-1", Someone.Investigator.Id, Given.Now)).State;

        file.Lead.ShouldBe(Someone.Investigator.Id);
        file.Members.ShouldBe([Someone.Investigator.Id]);
        file.Prosecutor.ShouldBeNull();
        file.State.ShouldBe("under-investigation");
    }

    [Fact]
    public void The_number_bears_the_year_of_opening() =>
        Given.Nothing<Investigation>().Drawing(1_234_567).At(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero))
            .When(Command, Someone.Supervisor).State.Number.ShouldBe("344-2031-1234567");

    [Fact]
    public void Sound_data_has_no_fault() => Faults.Of(Command).ShouldBeEmpty();

    [Fact]
    public void The_title_has_to_be_given() => Faults.Of(Command with { Title = "  " }).ShouldBe(["title: NotEmptyValidator"]);

    [Fact]
    public void The_title_is_short() => Faults.Of(Command with { Title = new string('x', 201) }).ShouldBe(["title: MaximumLengthValidator"]);

    [Fact]
    public void The_summary_has_an_end() =>
        Faults.Of(Command with { Summary = new string('x', 20_001) }).ShouldBe(["summary: MaximumLengthValidator"]);

    [Fact]
    public void Offence_forms_are_codes_of_the_list() =>
        Faults.Of(Command with { OffenceForms = ["theft"] }).ShouldBe(["offenceForms: unknown-code"]);

    [Fact]
    public void No_offence_form_is_named_twice() =>
        Faults.Of(Command with { OffenceForms = ["irregular-stay", "irregular-stay"] }).ShouldBe(["offenceForms: unknown-code"]);

    [Fact]
    public void An_empty_place_in_a_list_of_codes_is_a_fault() =>
        Faults.Of(Command with { Countries = [null!] }).ShouldBe(["countries: unknown-code"]);

    [Fact]
    public void At_least_one_country_is_named() => Faults.Of(Command with { Countries = [] }).ShouldBe(["countries: NotEmptyValidator"]);
}
