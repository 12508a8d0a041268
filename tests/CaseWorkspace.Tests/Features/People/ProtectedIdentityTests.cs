using System.Text.Json;
using CaseWorkspace.Features;
using CaseWorkspace.Features.People;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.People.PeopleScenes;

namespace CaseWorkspace.Tests.Features.People;

/// <summary>Who a person is goes into a sealed sub-file; in the record stands an alias.</summary>
public sealed class ProtectedIdentityTests
{
    private static readonly Guid Part = Guid.CreateVersion7();
    private static readonly ProtectIdentity Protect = new(Person, null, Part, " Witness Alpha ", "latin", "Was threatened.");
    private static readonly PersonName Alias = new("Witness Alpha", "latin", "alias");
    private static readonly Actor Supervisor = Given.Person(Role.Supervisor);

    private static Given<RecordedPerson> Ready { get; } = KnownMigrant
        .And(Someone.Investigator,
            new PersonFactRecorded(Guid.CreateVersion7(), Telephone, Someone.Investigator.Id, Given.Now),
            new ProceduralStatusSet("witness", Yesterday, "Person One saw it.", Someone.Investigator.Id),
            new AnalyticCategorySet("witness", Yesterday, "As Person One says.", Someone.Investigator.Id),
            new ConductQualified(Guid.CreateVersion7(), Attempt with { Authority = "The prosecutor of Person One" }, "Person One paid.", Someone.Investigator.Id, Given.Now),
            new ScreeningRecorded(Yesterday, ["threats"], "Person One was afraid.", Someone.Investigator.Id, Given.Now),
            new ScreeningDecided("refer", "Person One agrees.", Someone.Investigator.Id, Given.Now))
        .UsingPart(CaseFile, Part);

    private static Given<ProtectedIdentity> Kept { get; } = Given.Events<ProtectedIdentity>(
        Someone.Investigator,
        new IdentityKept(CaseFile, "P-001", Person, Part, Alias, Description, [new PersonFactRecorded(Guid.CreateVersion7(), Telephone, Someone.Investigator.Id, Given.Now)], "Was threatened.", Someone.Investigator.Id, Given.Now))
        .By(Supervisor);

    [Fact]
    public void Nothing_that_was_said_of_the_person_is_left_in_the_record_but_codes_and_times()
    {
        var done = Ready.When(Protect);
        done.Then(new IdentityProtected(Protect.Identity, Alias, Someone.Investigator.Id, Given.Now));
        var person = done.State;
        var stored = JsonSerializer.Serialize(person, Stored.Json);
        foreach (var text in new[] { "Person One", "პირი", "Rustavi", "1990-", "+995 555", "female" })
        {
            stored.ShouldNotContain(text);
        }

        person.Description.Names.ShouldBe([Alias]);
        (person.Status!.Code, person.Category!.Code, person.Qualifications.Single().Content.Article, person.Screening!.Verdict).ShouldBe(("witness", "witness", "344-2", "refer"));
        // Every text of the record is looked at: a new one has to be decided on.
        Texts(JsonSerializer.SerializeToElement(person, Stored.Json)).Order(StringComparer.Ordinal).ShouldBe(
            ["P-001", "Witness Alpha", "decided"]);
    }

    [Fact]
    public void All_of_it_begins_the_identity_in_the_sub_file()
    {
        var begun = Ready.When(Protect).Decision.Begun.ShouldHaveSingleItem();
        begun.Aggregate.ShouldBe(typeof(ProtectedIdentity));
        begun.Stream.ShouldBe(Protect.Identity);
        var kept = begun.Event.ShouldBeOfType<IdentityKept>();
        (kept.File, kept.Person, kept.SubFile, kept.Number, kept.Reason).ShouldBe((CaseFile, Person, Part, "P-001", "Was threatened."));
        kept.Description.ShouldBe(Description);
        kept.Facts.ShouldHaveSingleItem().Content.ShouldBe(Telephone);

        var story = new AccessStory().Then(Person, Recorded).Then(Protect.Identity, kept).Then(Person, new IdentityProtected(Protect.Identity, Alias, Someone.Investigator.Id, Given.Now));
        (story.Rows.Scopes[Protect.Identity].Kind, story.Rows.Scopes[Protect.Identity].Holder, story.LevelOf(Protect.Identity)).ShouldBe(("protected-identity", Part, "sealed"));
        story.Rows.Scopes[Person].WithheldIn.ShouldBe(Protect.Identity);
        story.Then(Person, new IdentityRestored(Protect.Identity, Description, [], Someone.Investigator.Id, Given.Now)).Rows.Scopes[Person].WithheldIn.ShouldBeNull();
    }

    [Fact]
    public void An_alias_has_no_word_of_the_name_and_the_place_is_a_sealed_sub_file_of_the_file()
    {
        Ready.When(Protect with { Alias = "Witness ONE" }).ThenRefused("alias-is-the-name", "alias");
        Ready.When(Protect with { Alias = "მოწმე ერთი" }).ThenRefused("alias-is-the-name", "alias");
        KnownMigrant.UsingPart(CaseFile, Part, isSealed: false).When(Protect).ThenRefused("not-sealed", "subFile");
        KnownMigrant.UsingPart(Guid.CreateVersion7(), Part).When(Protect).ThenMissing();
        KnownMigrant.Using("evidence", CaseFile, Part).When(Protect).ThenMissing();
        Ready.Inside(Guid.CreateVersion7(), CaseFile, Relation.Lead).When(Protect).ThenRefused("lies-sealed");
        Ready.When(Protect).And.When(Protect).ThenRefused("identity-protected-already");
        Protect.Facts.OfType<IntoFile>().ShouldHaveSingleItem().File.ShouldBe(Part);
        Faults.Of(Protect with { Alias = " " }).ShouldNotBeEmpty();
        Faults.Of(Protect with { Reason = "" }).ShouldNotBeEmpty();
        Faults.Of(Protect with { SubFile = Guid.Empty }).ShouldNotBeEmpty();
    }

    [Fact]
    public void What_identifies_the_person_is_written_with_the_identity_and_not_in_the_record()
    {
        var person = Ready.When(Protect).And;
        person.When(new CorrectPerson(Person, null, Description, true, "Why.")).ThenRefused("identity-protected");
        foreach (var kind in CodeLists.Of("person-fact-kind").Select(entry => entry.Code).Except(["travel"]))
        {
            person.When(new RecordFact(Person, Telephone with { Kind = kind })).ThenRefused("identifies-protected", "content.kind");
        }

        person.When(new RecordFact(Person, Telephone with { Kind = "travel" })).State.Facts.ShouldHaveSingleItem();
        Kept.When(new RecordIdentityFact(Kept.Id, Telephone)).State.Facts.Count.ShouldBe(2);
        Kept.When(new RecordIdentityFact(Kept.Id, Telephone with { RestsOn = Person })).ThenRefused("rests-on-itself", "content.restsOn");
        Kept.When(new WithdrawIdentityFact(Kept.Id, null, Kept.State!.Facts[0].Id, "Wrong.")).State.Facts.ShouldBeEmpty();
        Kept.When(new WithdrawIdentityFact(Kept.Id, null, Person, "Wrong.")).ThenRefused("no-such-fact");
        Kept.When(new CorrectIdentity(Kept.Id, null, Description with { Born = "1991" }, "Misheard.")).State.Description.Born.ShouldBe("1991");
        Kept.When(new CorrectIdentity(Kept.Id, null, Description with { Born = "2199" }, "Misheard.")).ThenRefused("born-in-future", "description.born");
    }

    [Fact]
    public void Who_asked_does_not_decide_and_the_name_comes_back_by_two_people()
    {
        Kept.When(new DecideOnIdentity(Kept.Id, null, "agreed", "Yes."), Someone.Investigator).ThenRefused("asked-by-oneself");
        var held = Kept.When(new DecideOnIdentity(Kept.Id, null, "agreed", "Yes.")).Then(new IdentityProtectionConfirmed("Yes.", Supervisor.Id, Given.Now)).And;
        held.State!.State.ShouldBe(ProtectedIdentity.Protected);
        held.When(new DecideOnIdentity(Kept.Id, null, "agreed", "Yes.")).ThenRefused("nothing-asked");

        var asked = held.When(new AskToReleaseIdentity(Kept.Id, null, "The trial is over."), Someone.Investigator).And;
        asked.When(new AskToReleaseIdentity(Kept.Id, null, "Again.")).ThenRefused("not-protected-now");
        asked.When(new DecideOnIdentity(Kept.Id, null, "agreed", "Yes."), Someone.Investigator).ThenRefused("asked-by-oneself");
        asked.When(new DecideOnIdentity(Kept.Id, null, "refused", "No."), Supervisor).Then(new IdentityReleaseRefused("No.", Supervisor.Id, Given.Now)).State.State.ShouldBe(ProtectedIdentity.Protected);
        var released = asked.When(new DecideOnIdentity(Kept.Id, null, "agreed", "Yes."), Supervisor);
        released.Then(new IdentityReleased("Yes.", Supervisor.Id, Given.Now));
        var restored = released.Decision.Elsewhere.ShouldHaveSingleItem();
        restored.Stream.ShouldBe(Person);
        released.And.When(new RecordIdentityFact(Kept.Id, Telephone)).ThenRefused("identity-released");

        var person = Ready.When(Protect).And.And(Supervisor, restored.Event).State!;
        person.Protection.ShouldBeNull();
        person.Description.ShouldBe(Description);
        person.Facts.ShouldHaveSingleItem();
        // Not confirmed: as if it had not been asked, by two people.
        Kept.When(new DecideOnIdentity(Kept.Id, null, "refused", "No threat.")).Decision.Elsewhere.ShouldHaveSingleItem().Event.ShouldBeOfType<IdentityRestored>();
    }

    [Fact]
    public void Histories_show_of_a_protected_person_no_text_and_no_description()
    {
        string[] closed = ["description", "content", "reason", "note", "facts", "fact", "file", "subFile", "identity"];
        foreach (var shown in AllFeatures.Things.Events)
        {
            shown.WhenWithheld.Intersect(closed).ShouldBeEmpty(shown.Event);
            shown.WhenWithheld.Except(shown.Fields).ShouldBeEmpty(shown.Event);
        }

        AllFeatures.Things.Events.Where(one => one.WhenWithheld.Count > 0).Select(one => one.Event).Order(StringComparer.Ordinal).ShouldBe(
        [
            "analytic-category-set", "conduct-qualified", "identity-erased", "identity-protected", "person-erased", "person-erasure-agreed", "person-erasure-completed",
            "person-erasure-proposed", "person-erasure-refused", "person-fact-recorded", "person-recorded", "person-restricted", "person-restriction-lifted", "procedural-status-set", "qualification-withdrawn", "record-reviewed", "representative-ended", "representative-named", "screening-decided", "screening-recorded", "secrecy-bound",
        ]);
    }

    [Fact]
    public void The_record_is_found_by_its_alias_alone()
    {
        var texts = new PeopleModule().Texts(Happened(new IdentityProtected(Protect.Identity, Alias, Person, Given.Now))).ShouldHaveSingleItem();
        texts.ReplacesAll.ShouldBeTrue();
        texts.Words().ShouldBe(["witness", "alpha"]);
    }

    private static JasperFx.Events.IEvent Happened(object data) => Given.Events<RecordedPerson>(Someone.Investigator, Recorded).And(Someone.Investigator, data).Happened[^1];

    /// <summary>Texts that are no id, no time and no code of a table.</summary>
    private static IEnumerable<string> Texts(JsonElement one) => one.ValueKind switch
    {
        JsonValueKind.Object => one.EnumerateObject().Where(member => member.Name is not ("code" or "kind" or "alphabet" or "stage" or "article" or "part" or "letter" or "step" or "aggravating" or "indicators" or "verdict")).SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => one.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String when one.GetString() is { Length: > 0 } text && !Guid.TryParse(text, out _) && !DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) => [text],
        _ => [],
    };
}
