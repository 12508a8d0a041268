using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Evidence.EvidenceScenes;

namespace CaseWorkspace.Tests.Features.Evidence;

/// <summary>What was entered by mistake of an item is put right, or withdrawn; the earlier words stay, and what went abroad stays as it went.</summary>
public sealed class CorrectEvidenceTests
{
    private static readonly Actor Colleague = Given.Person(Role.Investigator);

    private static Given<EvidenceItem> Photo { get; } = Given.Events<EvidenceItem>(Investigator, Registered).By(Investigator).WithRelations(Relation.Member);

    private static Given<EvidenceItem> Abroad { get; } = Photo.And(Investigator, Sealed).Finding(new LeavingItem(Released: true));

    [Fact]
    public void What_is_corrected_holds_and_the_earlier_words_stay()
    {
        var corrected = Photo.When(Correct(seal: " A-1017 ")).Then(new EvidenceCorrected(
            "image", "Photograph of the door", Earlier, "Lyon", "Unit 1", null, "A-1017", "The wrong room.", Investigator.Id, Given.Now)).And;
        var item = corrected.State!;
        (item.Description, item.Seal, item.Number, item.State).ShouldBe(("Photograph of the door", "A-1017", "E-001", EvidenceItem.Registered));
        item.Earlier.ShouldHaveSingleItem().ShouldBe(new EarlierWords(
            "image", "Photograph of the apartment", Earlier, "Lyon", "Unit 1", null, null, "The wrong room.", Investigator.Id, Given.Now));
        corrected.When(Correct(seal: "A-1017")).ThenRefused("same-as-before", "description");
        corrected.And(Investigator, Sealed).When(Correct("Photograph of the stairs")).State.Earlier.Count.ShouldBe(2);
    }

    [Fact]
    public void A_correction_is_read_as_a_registration_is()
    {
        Photo.When(Correct() with { SeizedAt = Given.Now.AddHours(2) }).ThenRefused("seized-in-future", "seizedAt");
        Photo.When(Correct() with { SeizedAt = Given.Now.AddYears(-60) }).ThenRefused("seized-too-long-ago", "seizedAt");
        Faults.Of(Correct(" ", kind: "nothing") with { Reason = "" }).ShouldBe(["kind: unknown-code", "description: NotEmptyValidator", "reason: NotEmptyValidator"], ignoreOrder: true);
    }

    [Fact]
    public void It_can_be_corrected_fifty_times()
    {
        var item = Photo;
        for (var time = 0; time < CorrectEvidence.MostCorrections; time++)
        {
            item = item.When(Correct($"Photograph {time}")).And;
        }

        item.When(Correct("Once more")).ThenRefused("corrected-too-often");
    }

    [Fact]
    public void What_was_handed_over_as_a_thing_stays_a_thing()
    {
        var offered = Given.Events<EvidenceItem>(Investigator, PhoneRegistered).By(Investigator).WithRelations(Relation.Lead)
            .And(Investigator, new CustodyOffered(Colleague.Id, false, "Tbilisi", "storage", "intact", null, null, Investigator.Id, Given.Now));
        offered.When(Correct(kind: "document")).ThenRefused("thing-in-custody", "kind");
        offered.When(Correct("A telephone", "physical-object")).State.Description.ShouldBe("A telephone");
    }

    [Fact]
    public void What_went_abroad_is_neither_corrected_nor_withdrawn()
    {
        Abroad.When(Correct()).ThenRefused("released-already");
        Abroad.When(new WithdrawEvidence(Item, null, "Twice")).ThenRefused("released-already");
        var submitted = Abroad.Finding(new LeavingItem(Released: false));
        submitted.When(Correct()).ThenRefused("answer-submitted");
        submitted.When(new WithdrawEvidence(Item, null, "Twice")).ThenRefused("answer-submitted");
    }

    [Fact]
    public void What_is_withdrawn_stays_with_its_content_and_nothing_is_done_with_it_until_the_lead_reinstates_it()
    {
        var withdrawn = Photo.And(Investigator, Sealed).When(new WithdrawEvidence(Item, null, " Registered twice ")).Then(
            new EvidenceWithdrawn("Registered twice", Investigator.Id, Given.Now)).And;
        (withdrawn.State!.State, withdrawn.State.Content!.Sha256).ShouldBe((EvidenceItem.Withdrawn, Photograph.Sha256));
        withdrawn.When(Correct()).ThenRefused("item-withdrawn");
        withdrawn.When(Review(), Prosecutor).ThenRefused("item-withdrawn");
        withdrawn.When(new MarkPrivileged(Item, null, "From counsel.")).ThenRefused("item-withdrawn");
        withdrawn.When(new WithdrawEvidence(Item, null, "Again")).ThenRefused("item-withdrawn");
        // Read again and found damaged meanwhile: it stays withdrawn, and comes back damaged.
        var damaged = withdrawn.And(Investigator, FoundDamaged);
        damaged.State!.State.ShouldBe(EvidenceItem.Withdrawn);
        damaged.When(new ReinstateEvidence(Item, null, "It was another")).Then(
            new EvidenceReinstated("It was another", false, Investigator.Id, Given.Now)).And.State!.State.ShouldBe(EvidenceItem.Damaged);
        withdrawn.When(new ReinstateEvidence(Item, null, "It was another")).State.State.ShouldBe(EvidenceItem.Sealed);
        Photo.When(new ReinstateEvidence(Item, null, "It was another")).ThenRefused("not-withdrawn");
    }

    [Fact]
    public void What_lies_in_the_store_or_is_on_its_way_comes_back_first()
    {
        var offered = Given.Events<EvidenceItem>(Investigator, PhoneRegistered).By(Investigator).WithRelations(Relation.Lead)
            .And(Investigator, new CustodyOffered(Colleague.Id, false, "Tbilisi", "storage", "intact", null, null, Investigator.Id, Given.Now));
        offered.When(new WithdrawEvidence(Item, null, "Twice")).ThenRefused("offer-open");
        offered.And(Colleague, new CustodyAccepted(false, "intact", null, null, Colleague.Id, Given.Now))
            .When(new WithdrawEvidence(Item, null, "Twice")).ThenRefused("item-in-store");
    }

    [Fact]
    public void A_colleague_who_did_not_register_it_withdraws_it_only_as_the_lead()
    {
        Photo.By(Colleague).WithRelations(Relation.Member).When(new WithdrawEvidence(Item, null, "Twice")).ThenRefused("registered-by-another");
        Photo.By(Colleague).WithRelations(Relation.Lead).When(new WithdrawEvidence(Item, null, "Twice")).State.Withdrawal.ShouldNotBeNull();
    }
}
