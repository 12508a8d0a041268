using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Evidence.EvidenceScenes;

namespace CaseWorkspace.Tests.Features.Evidence;

/// <summary>An item passes from one to another: who may offer it, to whom, and who answers.</summary>
public sealed class CustodyTests
{
    private static readonly Actor Member = Given.Person(Role.Investigator);
    private static readonly Actor Supervisor = Given.Person(Role.Supervisor);
    private static readonly Actor Custodian = Given.Person(Role.Custodian, "custody");
    private static readonly Actor OtherCustodian = Given.Person(Role.Custodian, "custody");

    private static readonly CustodyOffered Offered = new(
        Custodian.Id, false, "Evidence store, Tbilisi", "storage", "intact", "A-1017", "In a paper bag", Investigator.Id, Given.Now);

    private static readonly CustodyAccepted Accepted = new(false, "intact", "A-1017", null, Custodian.Id, Given.Now);
    private static readonly CustodyOffered OfferedBack = Offered with { Person = Member.Id, Returns = true, Purpose = "return", By = Custodian.Id };

    private static Given<EvidenceItem> WithTheFile => Given.Events<EvidenceItem>(PhoneRegistered)
        .By(Investigator).WithRelations(Relation.Lead).Knowing(Custodian).Knowing(OtherCustodian).Knowing(Member, Relation.Member);

    private static Given<EvidenceItem> OnOffer => WithTheFile.And(Investigator, Offered);

    private static Given<EvidenceItem> InStore => OnOffer.And(Custodian, Accepted).By(Custodian).WithRelations(Relation.ItemCustodian);

    private static Given<EvidenceItem> OnOfferBack => InStore.And(Custodian, OfferedBack);

    private static OfferCustody OfferTo(Actor person) =>
        new(Item, 1, person.Id, " Evidence store, Tbilisi ", "storage", "intact", " A-1017", "In a paper bag ");

    private static AcceptCustody Accept => new(Item, 2, "intact", "A-1017", "  ");

    [Fact]
    public void A_person_who_works_on_the_file_offers_the_item_to_a_custodian()
    {
        WithTheFile.When(OfferTo(Custodian)).Then(Offered).Decision.Recipients.ShouldBe([$"person:{Custodian.Id}"]);
        WithTheFile.By(Member).WithRelations(Relation.Member).When(OfferTo(Custodian)).Then(Offered with { By = Member.Id });
    }

    [Fact]
    public void What_is_offered_shows_in_the_item_and_nobody_holds_it_yet()
    {
        var item = OnOffer.State!;
        item.Custody.ShouldBeNull();
        item.Offers.ShouldBe(1);
        item.Offer.ShouldBe(new ItemOffer(
            Custodian.Id, false, "Evidence store, Tbilisi", "storage", "intact", "A-1017", "In a paper bag", Investigator.Id, Given.Now));
    }

    [Fact]
    public void One_offer_is_open_at_a_time() => OnOffer.When(OfferTo(OtherCustodian)).ThenRefused("offer-open");

    [Fact]
    public void From_the_file_an_item_goes_into_the_store_and_to_nobody_else()
    {
        var unlike = WithTheFile.Knowing(Prosecutor).Knowing(Given.Person(Role.Custodian, "custody").AsColleague(Relation.Member));
        foreach (var person in unlike.Facts.People.Keys.Except([Custodian.Id, OtherCustodian.Id]).Append(Guid.CreateVersion7()))
        {
            unlike.When(OfferTo(Custodian) with { Person = person }).ThenRefused("cannot-take-over", "person");
        }
    }

    [Fact]
    public void Nobody_hands_an_item_to_themselves() =>
        InStore.When(OfferTo(Custodian)).ThenRefused("offered-to-oneself", "person").Decision.Refusal!.IsDenial.ShouldBeTrue();

    [Fact]
    public void Whom_it_is_offered_to_takes_it_over()
    {
        var taken = OnOffer.By(Custodian).WithRelations(Relation.CustodyOffered).When(Accept).Then(Accepted).State;
        taken.Offer.ShouldBeNull();
        taken.Custody.ShouldBe(new ItemCustody(Custodian.Id, true, Investigator.Id, Given.Now, "intact", "A-1017"));
    }

    [Fact]
    public void What_is_found_may_differ_from_what_was_said() =>
        OnOffer.By(Custodian).WithRelations(Relation.CustodyOffered).When(Accept with { Condition = "seal-broken", Seal = null, Note = "Torn " })
            .Then(Accepted with { Condition = "seal-broken", Seal = null, Note = "Torn" });

    [Fact]
    public void Nobody_else_answers()
    {
        foreach (var other in new[] { OnOffer, OnOffer.By(Member).WithRelations(Relation.Member), OnOffer.By(OtherCustodian).WithRelations(Relation.CustodyOffered) })
        {
            other.When(Accept).Decision.Refusal!.IsDenial.ShouldBeTrue();
            other.When(new RefuseCustody(Item, 2, "Not mine")).ThenRefused("offered-to-another").Decision.Refusal!.IsDenial.ShouldBeTrue();
        }
    }

    [Fact]
    public void Nobody_takes_over_what_they_offered() =>
        WithTheFile.And(Custodian, Offered with { By = Custodian.Id }).By(Custodian).WithRelations(Relation.CustodyOffered)
            .When(Accept).ThenRefused("own-offer").Decision.Refusal!.IsDenial.ShouldBeTrue();

    [Fact]
    public void Who_has_come_to_work_on_the_file_keeps_no_store_for_it() =>
        OnOffer.By(Custodian with { Roles = [Role.Custodian, Role.Investigator] }).WithRelations(Relation.CustodyOffered, Relation.Member)
            .When(Accept).ThenRefused("offered-to-another");

    [Fact]
    public void Refused_the_item_stays_where_it_is()
    {
        var item = OnOffer.By(Custodian).WithRelations(Relation.CustodyOffered).When(new RefuseCustody(Item, 2, " No bag "))
            .Then(new CustodyRefused("No bag", Custodian.Id, Given.Now)).State;
        (item.Offer, item.Custody).ShouldBe((null, null));
    }

    [Fact]
    public void A_person_who_offered_takes_the_offer_back_and_so_does_the_lead_of_the_file()
    {
        var byMember = WithTheFile.And(Member, Offered with { By = Member.Id });
        byMember.By(Member).WithRelations(Relation.Member).When(new WithdrawCustody(Item, 2)).Then(new CustodyWithdrawn(Member.Id, Given.Now)).State.Offer.ShouldBeNull();
        byMember.When(new WithdrawCustody(Item, 2)).Then(new CustodyWithdrawn(Investigator.Id, Given.Now));
        OnOffer.By(Member).WithRelations(Relation.Member).When(new WithdrawCustody(Item, 2)).ThenRefused("offered-by-another");
        OnOfferBack.When(new WithdrawCustody(Item, 4)).Then(new CustodyWithdrawn(Custodian.Id, Given.Now));
        OnOfferBack.By(Investigator).WithRelations(Relation.Lead).When(new WithdrawCustody(Item, 4)).ThenRefused("offered-by-another")
            .Decision.Refusal!.IsDenial.ShouldBeTrue();
    }

    [Fact]
    public void Where_no_offer_is_open_there_is_nothing_to_answer()
    {
        foreach (var item in new[] { WithTheFile, InStore })
        {
            item.When(Accept).ThenRefused("no-offer-open");
            item.When(new RefuseCustody(Item, 1, "Why")).ThenRefused("no-offer-open");
            item.When(new WithdrawCustody(Item, 1)).ThenRefused("no-offer-open");
        }
    }

    [Fact]
    public void In_the_store_its_custodian_alone_hands_it_over()
    {
        InStore.When(OfferTo(OtherCustodian)).Then(Offered with { Person = OtherCustodian.Id, By = Custodian.Id });
        InStore.By(Investigator).WithRelations(Relation.Lead).When(OfferTo(OtherCustodian)).ThenRefused("held-by-another")
            .Decision.Refusal!.IsDenial.ShouldBeTrue();
    }

    [Fact]
    public void From_the_store_it_goes_back_to_the_person_who_works_on_the_file()
    {
        InStore.When(OfferTo(Member) with { Purpose = "return" }).Then(OfferedBack);
        var back = OnOfferBack.By(Member).WithRelations(Relation.Member).When(Accept).Then(Accepted with { Returned = true, By = Member.Id });
        back.State.Custody.ShouldBe(new ItemCustody(Member.Id, false, Investigator.Id, Given.Now, "intact", "A-1017"));

        // Who left the file meanwhile takes nothing back for it.
        OnOfferBack.By(Member).WithRelations(Relation.CustodyOffered).When(Accept).ThenRefused("offered-to-another");
    }

    [Fact]
    public void With_the_file_the_person_who_took_it_back_hands_it_over_or_the_lead()
    {
        var back = OnOfferBack.And(Member, Accepted with { Returned = true, By = Member.Id });
        back.By(Member).WithRelations(Relation.Member).When(OfferTo(Custodian)).Then(Offered with { By = Member.Id });
        back.By(Investigator).WithRelations(Relation.Lead).When(OfferTo(Custodian)).Then(Offered);
        back.By(Given.Person(Role.Investigator)).WithRelations(Relation.Member).When(OfferTo(Custodian)).ThenRefused("held-by-another");
    }

    [Fact]
    public void Out_of_a_sealed_sub_file_it_goes_back_to_its_keeper_or_to_the_person_who_brought_it()
    {
        var (part, file) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var stored = InStore.Inside(part, file, Relation.ItemCustodian)
            .Knowing(Investigator, Relation.Member).Knowing(Supervisor, Relation.Lead).Knowing(Member, Relation.Member);
        stored.When(OfferTo(Investigator)).Then(Offered with { Person = Investigator.Id, Returns = true, By = Custodian.Id });
        stored.When(OfferTo(Supervisor)).Then(Offered with { Person = Supervisor.Id, Returns = true, By = Custodian.Id });
        stored.When(OfferTo(Member)).ThenRefused("cannot-take-over", "person");
    }

    [Fact]
    public void Handed_on_in_the_store_it_is_still_known_who_brought_it()
    {
        var item = InStore.And(Custodian, Offered with { Person = OtherCustodian.Id, By = Custodian.Id })
            .And(OtherCustodian, Accepted with { By = OtherCustodian.Id }).State!;
        (item.Custody!.Holder, item.Custody.BroughtBy).ShouldBe((OtherCustodian.Id, Investigator.Id));
    }

    [Fact]
    public void Where_no_item_is_nothing_is_handed_over()
    {
        var nothing = Given.Nothing<EvidenceItem>();
        nothing.When(OfferTo(Custodian)).ThenMissing();
        nothing.When(Accept).ThenMissing();
        nothing.When(new RefuseCustody(Item, 1, "Why")).ThenMissing();
        nothing.When(new WithdrawCustody(Item, 1)).ThenMissing();
    }
}
