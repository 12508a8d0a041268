using System.Text.Json;
using CaseWorkspace.Features;
using CaseWorkspace.Features.People;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage.Keys;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.People.PeopleScenes;

namespace CaseWorkspace.Tests.Features.People;

/// <summary>All that is known of a person is erased by two people; number, codes and times stay (Directive (EU) 2016/680, art. 16).</summary>
public sealed class EraseRecordTests
{
    private static readonly Guid Identity = Guid.CreateVersion7();
    private static readonly ProposeErasure Propose = new(Person, null, "no-longer-needed", " The tie was not found. ");
    private static readonly DecideOnErasure Agree = new(Person, null, "agreed", "Checked.");

    private static Given<RecordedPerson> Written { get; } = Known
        .And(Someone.Investigator,
            new PersonFactRecorded(Guid.CreateVersion7(), Telephone, Someone.Investigator.Id, Given.Now),
            new ProceduralStatusSet("witness", Yesterday, "Person One saw it.", Someone.Investigator.Id),
            new AnalyticCategorySet("witness", Yesterday, "As Person One says.", Someone.Investigator.Id, Given.Now.AddDays(9)),
            new RecordReviewed("keep", Given.Now.AddDays(9), "Person One is needed.", Someone.Investigator.Id, Given.Now),
            new ScreeningRecorded(Yesterday, [], "Person One was calm.", Someone.Investigator.Id, Given.Now),
            new RepresentativeNamed(Guid.CreateVersion7(), new RepresentativeContent("Counsel One", "counsel", Yesterday, null, "Office One"), Someone.Investigator.Id, Given.Now),
            new SecrecyBound(Guid.CreateVersion7(), new SecrecyContent(null, Yesterday, "Prosecutor One", "The search"), Someone.Investigator.Id, Given.Now))
        .Finding(new AroundRecord([], 0, []));

    private static Given<RecordedPerson> Proposed { get; } = Written.When(Propose).And.By(Someone.Supervisor);

    [Fact]
    public void One_person_proposes_and_another_decides_never_on_their_own()
    {
        Written.When(Propose).Then(new PersonErasureProposed("no-longer-needed", "The tie was not found.", Someone.Investigator.Id, Given.Now));
        Proposed.State!.Erasure.ShouldBe(new RecordErasure("proposed", "no-longer-needed", "The tie was not found.", Someone.Investigator.Id, Given.Now));
        Proposed.When(Propose).ThenRefused("erasure-proposed-already");
        Proposed.By(Someone.Investigator).When(Agree).ThenRefused("erasure-proposed-by-oneself");
        Written.By(Someone.Supervisor).When(Agree).ThenRefused("no-erasure-proposed");
        var kept = Proposed.When(Agree with { Verdict = "refused", Reason = "Still needed." });
        kept.Then(new PersonErasureRefused("Still needed.", Someone.Supervisor.Id, Given.Now)).State.Erasure.ShouldBeNull();
        kept.State.Description.ShouldBe(Description);
        kept.And.By(Someone.Investigator).When(Propose).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Nothing_that_was_said_of_the_person_is_left_but_codes_and_times()
    {
        var done = Proposed.When(Agree);
        done.Then(
            new PersonErasureAgreed("Checked.", Someone.Supervisor.Id, Given.Now), new PersonErased("P-001", "no-longer-needed", [], Someone.Supervisor.Id, Given.Now));
        var person = done.State;
        (person.Erasure!.State, person.Erasure.Reason, person.Review, person.Number, person.Status!.Code).ShouldBe(("erasing", null, null, "P-001", "witness"));
        person.Description.Names.ShouldBe([new PersonName(SealedText.Erased, "georgian", "current")]);
        // Every text of the record is looked at: a new one has to be decided on.
        Texts(JsonSerializer.SerializeToElement(person, Stored.Json)).Order(StringComparer.Ordinal).ShouldBe(
            new[] { "P-001", SealedText.Erased, "erasing", "no-longer-needed", "nothing-found" }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Who_the_person_is_goes_with_the_record_wherever_it_was_ever_kept()
    {
        var apart = Proposed.Finding(new AroundRecord([], 0, [new KeptIdentity(Identity, "protected")]));
        apart.When(Agree).ThenAlso(Identity, new IdentityErased(Someone.Supervisor.Id, Given.Now))
            .Decision.Events[^1].ShouldBeOfType<PersonErased>().Identities.ShouldBe([Identity]);
        var kept = Given.Events<ProtectedIdentity>(Someone.Investigator, new IdentityKept(
            CaseFile, "P-001", Person, Guid.CreateVersion7(), new PersonName("Witness Alpha", "latin", "alias"), Description,
            [new PersonFactRecorded(Guid.CreateVersion7(), Telephone, Someone.Investigator.Id, Given.Now)], "Was threatened.", Someone.Investigator.Id, Given.Now))
            .And(Someone.Supervisor, new IdentityErased(Someone.Supervisor.Id, Given.Now));
        Texts(JsonSerializer.SerializeToElement(kept.State, Stored.Json)).Distinct().Order(StringComparer.Ordinal).ShouldBe(
            new[] { "P-001", SealedText.Erased, "erased" }.Order(StringComparer.Ordinal));
        kept.By(Someone.Supervisor).When(new DecideOnIdentity(Identity, null, "agreed", "Why.")).ThenRefused("nothing-asked");
        kept.When(new CorrectIdentity(Identity, null, Description, "Why.")).ThenRefused("erased");
    }

    [Fact]
    public void What_still_rests_on_the_record_is_named_and_refuses_both_steps()
    {
        var resting = new AroundRecord(["C-001", "T-003"], 2, []);
        Written.Finding(resting).When(Propose).ThenRefused("erasure-rested-on", "restsOnIt").Decision.Refusal!.Faults[0].Message.ShouldBe("C-001, T-003, +2");
        Proposed.Finding(resting).When(Agree).ThenRefused("erasure-rested-on");
        Proposed.Finding(resting).When(Agree with { Verdict = "refused" }).Decision.Refusal.ShouldBeNull();
        Written.And(Someone.Prosecutor, new ConductQualified(Guid.CreateVersion7(), Attempt, "Why.", Someone.Prosecutor.Id, Given.Now)).When(Propose).ThenRefused("erasure-qualified");
        KnownMigrant.Finding(new AroundRecord([], 0, [])).When(Propose).ThenRefused("erasure-screening-owed");
        // Since it was proposed.
        Proposed.And(Someone.Prosecutor, new ConductQualified(Guid.CreateVersion7(), Attempt, "Why.", Someone.Prosecutor.Id, Given.Now)).When(Agree).ThenRefused("erasure-qualified");
    }

    [Fact]
    public void A_reason_outlives_the_record_and_has_no_word_of_a_name()
    {
        Written.When(Propose with { Reason = "Person ONE, by mistake." }).ThenRefused("reason-names-the-person", "reason");
        Written.When(Propose with { Reason = "ერთი" }).ThenRefused("reason-names-the-person", "reason");
        Proposed.When(Agree with { Reason = "It is not person one." }).ThenRefused("reason-names-the-person", "reason");
        foreach (var happened in new[] { typeof(PersonErasureProposed), typeof(PersonErasureRefused), typeof(PersonErasureAgreed) })
        {
            AllFeatures.Things.KeyOf(happened, Person, CaseFile).ShouldBe(CaseFile);
        }

        AllFeatures.Things.KeyOf(typeof(PersonRecorded), Person, CaseFile).ShouldBe(Person);
        Faults.Of(Propose with { Reason = " " }).ShouldNotBeEmpty();
        Faults.Of(Propose with { Ground = "other" }).ShouldNotBeEmpty();
        Faults.Of(Agree with { Verdict = "maybe" }).ShouldNotBeEmpty();
    }

    [Fact]
    public void Once_erased_the_record_takes_no_act_more()
    {
        var erased = Proposed.When(Agree).And;
        foreach (var act in PeopleActs.All.All)
        {
            act.WhyNot(erased.State!, new ActContext(Someone.Investigator, Given.Now)).ShouldBe(Refusal.Erased, act.Verb);
        }

        erased.When(new CorrectPerson(Person, null, Description, false, "Why.")).ThenRefused("erased");
    }

    [Fact]
    public void That_the_keys_are_destroyed_is_recorded_once_and_what_came_back_is_erased_again()
    {
        var complete = new CompleteErasure(Person);
        var system = SystemActor.For("erasure");
        var completed = new PersonErasureCompleted([Identity], SystemActor.Id, Given.Now);
        var erasing = Proposed.When(Agree).And.By(system).Finding(new AroundRecord([], 0, [new KeptIdentity(Identity, "erased")]));
        var done = erasing.When(complete);
        done.Then(completed).State.Erasure!.ShouldSatisfyAllConditions(one => one.State.ShouldBe("erased"), one => one.CompletedAt.ShouldBe(Given.Now));
        done.And.When(complete).Then();
        Given.Nothing<RecordedPerson>().By(system).When(complete).ThenMissing();

        // An older copy of the database knows nothing of it, or of the proposal alone.
        foreach (var before in new[] { Written, Proposed })
        {
            var again = before.By(system).Finding(new AroundRecord(["C-001"], 0, [new KeptIdentity(Identity, "protected")])).When(complete);
            again.Then(new PersonErased("P-001", null, [Identity], SystemActor.Id, Given.Now), completed).ThenAlso(Identity, new IdentityErased(SystemActor.Id, Given.Now));
            again.State.Erasure!.ShouldSatisfyAllConditions(one => one.State.ShouldBe("erased"), one => one.Ground.ShouldBeNull());
        }
    }

    [Fact]
    public void Until_the_keys_are_destroyed_no_history_shows_what_was_said()
    {
        var story = new AccessStory().Then(Person, Recorded).Then(Person, new PersonErased("P-001", "unlawful", [], Someone.Supervisor.Id, Given.Now));
        story.Rows.Scopes[Person].WithheldIn.ShouldBe(Withheld.FromEverybody);
        story.Then(Person, new PersonErasureCompleted([], SystemActor.Id, Given.Now)).Rows.Scopes[Person].WithheldIn.ShouldBeNull();
    }

    [Fact]
    public void By_what_a_person_was_called_is_known_from_events_and_snapshots()
    {
        var erasure = new PersonErasure(null!);
        string[] names = ["პირი", "ერთი", "person", "one"];
        erasure.NamesIn(Recorded).ShouldBe(SealedForm(names), ignoreOrder: true);
        erasure.NamesIn(Written.State!).ShouldContain(word => word.Contains("555000001", StringComparison.Ordinal));
        erasure.NamesIn(new PersonFactRecorded(Guid.CreateVersion7(), Telephone with { Value = "Was seen in Lyon in 2024" }, Someone.Investigator.Id, Given.Now)).ShouldBeEmpty();
        erasure.NamesIn(new ProceduralStatusSet("witness", Yesterday, "Person One.", Someone.Investigator.Id)).ShouldBeEmpty();

        static IEnumerable<string> SealedForm(IEnumerable<string> words) => words.SelectMany(CaseWorkspace.Platform.Storage.SearchWords.Split);
    }

    private static IEnumerable<string> Texts(JsonElement one) => one.ValueKind switch
    {
        JsonValueKind.Object => one.EnumerateObject().Where(member => member.Name is not ("code" or "kind" or "alphabet")).SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => one.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String when one.GetString() is { Length: > 0 } text && !Guid.TryParse(text, out _) && !DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) => [text],
        _ => [],
    };
}
