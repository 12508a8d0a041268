using CaseWorkspace.Features.Investigations;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class CorrectFileTests
{
    private static readonly CorrectFile Command = new(
        Guid.CreateVersion7(), 5, " Irregular stay, Marseille ", ["irregular-stay"], ["FR", "ES"], "Flat shared by ten.", null, " The wrong town. ");

    [Fact]
    public void What_is_corrected_holds_and_the_number_stays()
    {
        var file = Files.Opened.When(Command, Someone.Investigator).Then(new InvestigationCorrected(
            "344-2026-000123", new FileContent("Irregular stay, Marseille", ["irregular-stay"], ["FR", "ES"], "Flat shared by ten.", null), "The wrong town.")).State;
        (file.Number, file.Title, file.Summary, file.Countries.Length, file.Lead).ShouldBe(
            ("344-2026-000123", "Irregular stay, Marseille", "Flat shared by ten.", 2, Someone.Investigator.Id));
    }

    [Fact]
    public void What_is_said_already_is_no_correction()
    {
        var corrected = Files.Opened.When(Command, Someone.Investigator).And;
        corrected.When(Command with { Countries = ["ES", "FR"] }, Someone.Investigator).ThenRefused("same-as-before", "title");
        corrected.When(Command with { Ground = "report-oral" }, Someone.Investigator).State.Ground.ShouldBe("report-oral");
    }

    [Fact]
    public void A_correction_is_read_as_an_opening_is_and_says_why() =>
        Faults.Of(Command with { Title = " ", OffenceForms = ["nothing"], Reason = "" })
            .ShouldBe(["title: NotEmptyValidator", "offenceForms: unknown-code", "reason: NotEmptyValidator"], ignoreOrder: true);
}
