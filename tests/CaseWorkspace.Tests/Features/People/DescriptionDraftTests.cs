using CaseWorkspace.Features.People;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.People;

public sealed class DescriptionDraftTests
{
    private static readonly PersonDescription Recorded = new(
        [
            new("Sample Person", "latin", "current"), new("ნიმუში პირი", "georgian", "current"), new("Sample Pearson", "latin", "current"),
            new("Sample\nAlias", "other", "alias"), new("Former Sample", "other", "former"), new("Sample Other", "latin", "other"),
        ],
        "female", "1987-04", "Sample Town", ["SYR", "TUR", "GEO"]);

    [Fact]
    public void A_correction_that_changes_nothing_says_what_was_recorded()
    {
        var described = Opened().Describe(Recorded);

        described.Names.ShouldBe(Recorded.Names);
        described.Citizenships.ShouldBe(Recorded.Citizenships);
        (described.Sex, described.Born, described.BirthPlace).ShouldBe((Recorded.Sex, Recorded.Born, Recorded.BirthPlace));
    }

    [Fact]
    public void A_name_that_is_corrected_keeps_its_place_and_leaves_the_others_alone()
    {
        var draft = Opened();
        draft.Latin = "Sample Corrected";
        draft.Aliases += "\nნიმუში მეტსახელი";

        draft.Describe(Recorded).Names.ShouldBe(
            [Recorded.Names[0] with { Text = "Sample Corrected" }, .. Recorded.Names[1..], new PersonName("ნიმუში მეტსახელი", "georgian", "alias")]);
    }

    [Fact]
    public void A_name_that_is_taken_out_goes_alone()
    {
        var draft = Opened();
        (draft.Latin, draft.Former) = ("", "");

        draft.Describe(Recorded).Names.ShouldBe([Recorded.Names[1], Recorded.Names[2], Recorded.Names[3], Recorded.Names[5]]);
    }

    private static DescriptionDraft Opened() => DescriptionDraft.Of(new RecordedPerson(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "P-001", Recorded, false, Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, null, null, [], [], null));
}
