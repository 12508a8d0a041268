using CaseWorkspace.Features.People;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.People.PeopleScenes;

namespace CaseWorkspace.Tests.Features.People;

public sealed class StatusTests
{
    [Fact]
    public void Status_and_category_are_two_things()
    {
        var person = Known.When(new SetStatus(Person, null, "witness", Yesterday, "Saw the handing over."))
            .Then(new ProceduralStatusSet("witness", Yesterday, "Saw the handing over.", Someone.Investigator.Id)).And
            .When(new SetCategory(Person, null, "contact", Yesterday, "Knows the driver."))
            .Then(new AnalyticCategorySet("contact", Yesterday, "Knows the driver.", Someone.Investigator.Id, Given.Now.AddDays(365))).State;
        (person.Status!.Code, person.Category!.Code).ShouldBe(("witness", "contact"));
    }

    [Fact]
    public void A_status_does_not_begin_in_the_future_nor_before_the_last_nor_twice()
    {
        Known.When(new SetStatus(Person, null, "witness", Given.Now.AddHours(1), "Why.")).ThenRefused("in-future", "since");
        var witness = Known.When(new SetStatus(Person, null, "witness", Yesterday, "Why.")).And;
        witness.When(new SetStatus(Person, null, "witness", Given.Now, "Why.")).ThenRefused("same-as-before", "status");
        witness.When(new SetStatus(Person, null, "accused", Yesterday.AddDays(-1), "Why.")).ThenRefused("before-the-last", "since");
        witness.When(new SetStatus(Person, null, "accused", Given.Now, "Was arrested.")).State.Status!.Code.ShouldBe("accused");
    }

    [Fact]
    public void A_reason_is_always_given()
    {
        Faults.Of(new SetStatus(Person, null, "witness", Yesterday, " ")).ShouldNotBeEmpty();
        Faults.Of(new SetCategory(Person, null, "suspect", Yesterday, "")).ShouldNotBeEmpty();
        Faults.Of(new SetStatus(Person, null, "suspect", Yesterday, "No status, a word of analysis.")).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_qualification_reads_as_notices_write_it_and_several_hold_at_once()
    {
        var first = new QualifyConduct(Person, null, Attempt, "The organiser.");
        var second = new QualifyConduct(Person, null, Attempt with { Stage = "completed", Article = "362", Part = null, Letter = null }, "The papers.");
        var person = Known.When(first).Then(new ConductQualified(first.Id, Attempt, "The organiser.", Someone.Investigator.Id, Given.Now)).And.When(second).State;
        person.Qualifications.Select(one => QualificationWords.Of(one.Content)).ShouldBe(["19, 344²(2)(a)", "362"]);

        Known.When(first).And.When(new WithdrawQualification(Person, null, first.Id, "Dropped.")).State.Qualifications.ShouldBeEmpty();
        Known.When(first).And.When(new WithdrawQualification(Person, null, second.Id, "Another person's.")).ThenRefused("no-such-qualification");
        Known.When(new WithdrawQualification(Person, null, first.Id, "None is there.")).ThenRefused("nothing-to-withdraw");
        Known.When(first with { Content = Attempt with { Part = null } }).ThenRefused("letter-without-part", "content.letter");
    }

    [Theory]
    [InlineData("2", "a", true)]
    [InlineData("3¹", "ბ", true)]
    [InlineData("2-1", null, true)]
    [InlineData("0", null, false)]
    [InlineData("two", null, false)]
    [InlineData("2", "A1!", false)]
    public void Part_and_letter_are_as_the_code_has_them(string part, string? letter, bool sound) =>
        (Faults.Of(new QualifyConduct(Person, null, Attempt with { Part = part, Letter = letter }, "Why.")).Any()).ShouldBe(!sound);

    [Fact]
    public void A_fact_says_on_what_it_rests()
    {
        Faults.Of(new RecordFact(Person, Telephone with { Basis = null })).ShouldNotBeEmpty();
        var item = Guid.CreateVersion7();
        var resting = new RecordFact(Person, Telephone with { Basis = null, RestsOn = item });
        Faults.Of(resting).ShouldBeEmpty();
        Known.Using("evidence", CaseFile, item).When(resting).State.Facts.ShouldHaveSingleItem().Content.RestsOn.ShouldBe(item);
        resting.Facts.OfType<ThingsUsed>().ShouldHaveSingleItem().Things.ShouldBe([item]);
        Known.When(resting with { Target = item }).ThenRefused("rests-on-itself", "content.restsOn");
    }

    [Fact]
    public void A_photograph_is_an_item()
    {
        var (item, note) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var photograph = Telephone with { Kind = "photograph", Value = "From the front" };
        Known.When(new RecordFact(Person, photograph)).ThenRefused("photograph-is-an-item", "content.restsOn");
        Known.Using("request", CaseFile, note).When(new RecordFact(Person, photograph with { RestsOn = note })).ThenRefused("photograph-is-an-item", "content.restsOn");
        Known.Using("evidence", CaseFile, item).When(new RecordFact(Person, photograph with { RestsOn = item })).State.Facts.ShouldHaveSingleItem();
    }

    /// <summary>Penalties as reported: 344(2) to 5 years, 344¹(3) to 15, 143¹(1) to 12 (docs: what the tables are made of).</summary>
    [Theory]
    [InlineData("344", "2", "less-serious")]
    [InlineData("344-1", "3", "especially-serious")]
    [InlineData("143-1", "1", "especially-serious")]
    [InlineData("143-1", "4", "especially-serious")]
    [InlineData("344", "1", null)]
    [InlineData("344-2", "2", null)]
    [InlineData("362", null, null)]
    public void Gravity_is_what_the_table_says_of_article_and_part_and_else_not_set(string article, string? part, string? gravity) =>
        QualificationGravity.Of(Attempt with { Article = article, Part = part }).ShouldBe(gravity);

    [Fact]
    public void Every_gravity_is_of_an_article_and_a_code()
    {
        foreach (var entry in CodeLists.Of("offence-gravity"))
        {
            CodeLists.Has("offence", entry.About!.Split('/')[0]).ShouldBeTrue(entry.Code);
            CodeLists.Has("gravity", entry.Value).ShouldBeTrue(entry.Code);
        }
    }

    [Fact]
    public void A_table_by_date_answers_by_the_day()
    {
        var (before, after) = (new CodeEntry("a", "A", "ა", To: new DateOnly(2025, 12, 31)), new CodeEntry("b", "B", "ბ", From: new DateOnly(2026, 1, 1)));
        (before.IsValid(new DateOnly(2025, 12, 31)), before.IsValid(new DateOnly(2026, 1, 1)), after.IsValid(new DateOnly(2026, 1, 1))).ShouldBe((true, false, true));
        CodeLists.Of("offence-gravity", "344/9", new DateOnly(2026, 1, 1)).ShouldBeNull();
    }

    [Fact]
    public void What_does_not_hold_is_withdrawn_and_what_is_not_there_is_not()
    {
        var fact = new RecordFact(Person, Telephone);
        var known = Known.When(fact).And;
        known.When(new WithdrawFact(Person, null, fact.Id, "A wrong number.")).Then(new PersonFactWithdrawn(fact.Id, "A wrong number.")).State.Facts.ShouldBeEmpty();
        var right = new WithdrawFact(Person, null, fact.Id, " A digit was wrong. ", Telephone with { Value = " +995 555 000 002 " });
        var instead = known.When(right);
        instead.Then(
            new PersonFactWithdrawn(fact.Id, "A digit was wrong.", right.Instead),
            new PersonFactRecorded(right.Instead, Telephone with { Value = "+995 555 000 002" }, Someone.Investigator.Id, Given.Now));
        instead.State.Facts.ShouldHaveSingleItem().Content.Value.ShouldBe("+995 555 000 002");
        known.When(right with { Right = Telephone with { RestsOn = Person } }).ThenRefused("rests-on-itself", "right.restsOn");
        Faults.Of(right with { Right = Telephone with { Value = "" } }).ShouldNotBeEmpty();
        known.When(new WithdrawFact(Person, null, Guid.CreateVersion7(), "Why.")).ThenRefused("no-such-fact");
        Known.When(new WithdrawFact(Person, null, fact.Id, "Why.")).ThenRefused("nothing-to-withdraw");
    }
}
