using CaseWorkspace.Features.People;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.People.PeopleScenes;

namespace CaseWorkspace.Tests.Features.People;

public sealed class RecordPersonTests
{
    private static RecordPerson Record(PersonDescription? description = null, bool isMigrant = false) => new(CaseFile, description ?? Description, isMigrant);

    /// <summary>Late in the evening of UTC, the next day has begun here.</summary>
    [Fact]
    public void Whether_a_birth_lies_in_the_future_is_judged_by_the_day_here()
    {
        var late = new DateTimeOffset(2026, 11, 23, 21, 0, 0, TimeSpan.Zero);
        InFile().At(late).When(new RecordPerson(CaseFile, Description with { Born = "2026-11-24" }, false)).Decision.Refusal.ShouldBeNull();
        InFile().At(late).When(new RecordPerson(CaseFile, Description with { Born = "2026-11-25" }, false)).ThenRefused("born-in-future", "description.born");
        InFile().At(late.AddHours(-2)).When(new RecordPerson(CaseFile, Description with { Born = "2026-11-24" }, false)).ThenRefused("born-in-future", "description.born");
    }

    [Fact]
    public void A_person_is_recorded_under_the_next_number_of_the_file_and_is_nobodys_suspect()
    {
        var person = InFile().When(Record()).Then(Recorded).State;
        (person.Status, person.Category, person.Screening).ShouldBe((null, null, null));
    }

    [Fact]
    public void An_item_is_no_file_to_record_somebody_in() =>
        Given.Nothing<RecordedPerson>().By(Someone.Investigator).In("evidence", CaseFile, Relation.Lead).When(Record()).ThenMissing();

    [Fact]
    public void A_migrant_owes_no_status_but_is_owed_a_screening() =>
        InFile().When(Record(isMigrant: true)).Then(Migrant).State.Screening.ShouldBe(new Screening(Screening.Owed));

    [Theory]
    [InlineData("2026-11-24")]
    [InlineData("2026-12")]
    [InlineData("2027")]
    public void Nobody_was_born_tomorrow(string born) =>
        InFile().When(Record(Description with { Born = born })).ThenRefused("born-in-future", "description.born");

    [Theory]
    [InlineData("2026")]
    [InlineData("2026-11")]
    [InlineData("2026-11-23")]
    public void A_child_may_be_of_today(string born) =>
        InFile().When(Record(Description with { Born = born })).Decision.Refusal.ShouldBeNull();

    [Fact]
    public void Blanks_around_names_are_taken_off() =>
        InFile().When(Record(Description with { Names = [new PersonName("  Person One ", "latin", "current")], BirthPlace = "  " }))
            .State.Description.ShouldSatisfyAllConditions(
                description => description.Names.ShouldHaveSingleItem().Text.ShouldBe("Person One"), description => description.BirthPlace.ShouldBeNull());

    [Theory]
    [InlineData("1990", true)]
    [InlineData("1990-13", false)]
    [InlineData("1990-02-30", false)]
    [InlineData("90", false)]
    [InlineData("1.2.1990", false)]
    [InlineData("1890", false)]
    public void A_date_of_birth_is_a_year_a_month_or_a_day(string born, bool sound) =>
        (Faults.Of(Record(Description with { Born = born })).Any()).ShouldBe(!sound);

    [Fact]
    public void Somebody_without_a_name_is_not_recorded() =>
        Faults.Of(Record(Description with { Names = [] })).ShouldNotBeEmpty();

    [Fact]
    public void A_correction_says_why_and_keeps_what_was_screened()
    {
        var corrected = Description with { Names = [new PersonName("Person Two", "latin", "current")] };
        KnownMigrant.When(new RecordScreening(Person, null, Yesterday, ["threats"], null)).And
            .When(new CorrectPerson(Person, null, corrected, false, "Was misheard."))
            .Then(new PersonDescriptionCorrected(corrected, false, "Was misheard."))
            .State.Screening!.State.ShouldBe(Screening.ToDecide);
        KnownMigrant.When(new CorrectPerson(Person, null, corrected, false, "Was no migrant.")).State.Screening.ShouldBeNull();
        Known.When(new CorrectPerson(Person, null, corrected, true, "Was moved.")).State.Screening!.State.ShouldBe(Screening.Owed);
    }
}
