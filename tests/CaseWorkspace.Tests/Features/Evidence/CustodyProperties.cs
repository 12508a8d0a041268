using CaseWorkspace.Features;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CsCheck;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Evidence.EvidenceScenes;

namespace CaseWorkspace.Tests.Features.Evidence;

/// <summary>Anybody tries anything, as the policy lets them in: one holder at the most, and a chain without a gap.</summary>
public sealed class CustodyProperties
{
    private static readonly AccessPolicy Policy = new(AllFeatures.Rules);
    private static readonly Actor Lead = Given.Person(Role.Investigator);
    private static readonly Actor Member = Given.Person(Role.Investigator);
    private static readonly Actor Outsider = Given.Person(Role.Investigator, "unit-2");
    private static readonly Actor First = Given.Person(Role.Custodian, "custody");
    private static readonly Actor Second = Given.Person(Role.Custodian, "custody");
    private static readonly Actor Both = Given.Person(Role.Custodian, "custody") with { Roles = [Role.Investigator, Role.Custodian] };
    private static readonly Actor[] People = [Lead, Member, Outsider, First, Second, Both, Prosecutor];

    private static readonly Gen<(Actor, ICommand<EvidenceItem>)> Attempts = Gen.Select(
        Gen.OneOf(People),
        Gen.OneOf<ICommand<EvidenceItem>>(
            Gen.OneOf(People).Select(to => (ICommand<EvidenceItem>)new OfferCustody(Item, null, to.Id, "Tbilisi", "storage", "intact", null, null)),
            Gen.Const((ICommand<EvidenceItem>)new AcceptCustody(Item, null, "intact", null, null)),
            Gen.Const((ICommand<EvidenceItem>)new RefuseCustody(Item, null, "Not now")),
            Gen.Const((ICommand<EvidenceItem>)new MarkPrivileged(Item, null, "From counsel.")),
            Gen.Const((ICommand<EvidenceItem>)new LiftPrivilege(Item, null, "Not from counsel.")),
            Gen.Const((ICommand<EvidenceItem>)Correct()),
            Gen.Const((ICommand<EvidenceItem>)new WithdrawEvidence(Item, null, "Registered twice.")),
            Gen.Const((ICommand<EvidenceItem>)new ReinstateEvidence(Item, null, "It was another.")),
            Gen.Const((ICommand<EvidenceItem>)new WithdrawCustody(Item, null))));

    [Fact]
    public void Whatever_is_tried_one_holds_it_and_the_chain_has_no_gap() =>
        Attempts.Array[0, 60].Sample(tried =>
        {
            var item = Given.Events<EvidenceItem>(PhoneRegistered).Knowing(Lead, Relation.Lead).Knowing(Member, Relation.Member)
                .Knowing(Both, Relation.Member).Knowing(Outsider).Knowing(First).Knowing(Second).Knowing(Prosecutor);
            var relations = new HashSet<(Guid Person, Relation Relation)>();
            foreach (var (actor, command) in tried)
            {
                var stands = OnFile(actor).Concat(relations.Where(one => one.Person == actor.Id).Select(one => one.Relation)).ToArray();
                if (!Policy.Sufficient(command.Operation, actor).Intersect(stands).Any())
                {
                    continue;
                }

                var before = item.State!;
                var decided = item.By(actor).WithRelations(stands).When(command);
                item = decided.And;
                foreach (var happened in decided.Decision.Events)
                {
                    Holds(happened, before, actor);
                    Project(happened, relations);
                }

                var after = item.State!;
                // The relations say what the item says, and nobody else has one.
                relations.ShouldBe(Expected(after), ignoreOrder: true);
                (after.State is EvidenceItem.Withdrawn).ShouldBe(after.Withdrawal is not null);
                (after.Custody == before.Custody || decided.Decision.Events.Single() is CustodyAccepted).ShouldBeTrue();
            }

            item.State!.Offers.ShouldBe(item.Past.OfType<CustodyOffered>().Count());
        }, iter: 3000);

    [Fact]
    public void Whatever_is_tried_what_is_allowed_can_be_done_and_what_is_not_cannot() =>
        Gen.Select(Gen.Bool, Attempts.Array[0, 25], Gen.Int[0, 25], Gen.Int[0, 25]).Sample((phone, tried, sealing, damaging) =>
        {
            var item = Given.Events<EvidenceItem>(phone ? PhoneRegistered : Registered).Knowing(Lead, Relation.Lead).Knowing(Member, Relation.Member)
                .Knowing(Both, Relation.Member).Knowing(Outsider).Knowing(First).Knowing(Second).Knowing(Prosecutor);
            var relations = new HashSet<(Guid Person, Relation Relation)>();
            Agree(item, relations);
            for (var step = 0; step < tried.Length; step++)
            {
                var (actor, command) = tried[step];
                item = step == sealing ? item.And(Lead, Sealed) : step == damaging && item.State!.Content is not null ? item.And(Lead, FoundDamaged) : item;
                Relation[] stands = [.. StandsIn(actor, relations)];
                if (Policy.Sufficient(command.Operation, actor).Intersect(stands).Any())
                {
                    var decided = item.By(actor).WithRelations(stands).When(command);
                    item = decided.And;
                    foreach (var happened in decided.Decision.Events)
                    {
                        Project(happened, relations);
                    }
                }

                Agree(item, relations);
            }
        }, iter: 200);

    [Fact]
    public void Every_verb_of_an_item_is_tried_here() =>
        EvidenceActs.All.All.Select(act => act.Verb).ShouldBe([.. Looks, .. WellFormed(Given.Events<EvidenceItem>(Registered), First).Keys], ignoreOrder: true);

    private static readonly string[] Looks = ["download", "verify"];

    private static void Agree(Given<EvidenceItem> item, IReadOnlyCollection<(Guid Person, Relation Relation)> relations)
    {
        var state = item.State!;
        foreach (var actor in People)
        {
            var context = item.By(actor).WithRelations([.. StandsIn(actor, relations)]).Facts;
            EvidenceActs.All.ShouldAgree(state, context, WellFormed(item, actor));

            // Looks have no command: they are for those whom the table lets, once there is something to look at.
            var open = EvidenceActs.All.OpenTo(state, context);
            var works = OnFile(actor).Length > 0 || actor == Prosecutor || context.Scope!.Relations.Contains(Relation.ItemCustodian);
            open.Contains("verify").ShouldBe(works && state.Content is not null);
            open.Contains("download").ShouldBe(works && state.Content is not null && !state.IsDamaged);
        }
    }

    /// <summary>A command for each verb, with data that fits the item: what is offered goes to somebody who can receive it.</summary>
    private static Dictionary<string, ICommand<EvidenceItem>> WellFormed(Given<EvidenceItem> item, Actor actor) => new(StringComparer.Ordinal)
    {
        ["review"] = new ReviewEvidence(Item, null, "sufficient", "Clear."),
        ["upload"] = Seal,
        ["correct"] = Correct($"As {item.Past.Length} says"),
        ["withdraw"] = new WithdrawEvidence(Item, null, "Registered twice."),
        ["reinstate"] = new ReinstateEvidence(Item, null, "It was another."),
        ["mark-privileged"] = new MarkPrivileged(Item, null, "From counsel."),
        ["lift-privilege"] = new LiftPrivilege(Item, null, "Not from counsel."),
        ["offer-custody"] = new OfferCustody(Item, null, (actor == First ? Second : First).Id, "Tbilisi", "storage", "intact", null, null),
        ["withdraw-custody"] = new WithdrawCustody(Item, null),
        ["accept-custody"] = new AcceptCustody(Item, null, "intact", null, null),
        ["refuse-custody"] = new RefuseCustody(Item, null, "Not now"),
    };

    private static IEnumerable<Relation> StandsIn(Actor actor, IEnumerable<(Guid Person, Relation Relation)> relations) =>
        OnFile(actor).Concat(relations.Where(one => one.Person == actor.Id).Select(one => one.Relation))
            .Concat(actor == Prosecutor ? [Relation.SupervisingProsecutor] : []);

    /// <summary>Each event follows from how the item stood, done by whom alone it could be done.</summary>
    private static void Holds(object happened, EvidenceItem before, Actor actor)
    {
        switch (happened)
        {
            case CustodyOffered offered:
                before.Offer.ShouldBeNull();
                offered.Person.ShouldNotBe(actor.Id);
                offered.Returns.ShouldBe(before.Custody is { InStore: true } && OnFile(offered.Person).Length > 0);
                if (before.Custody is { InStore: true } stored)
                {
                    stored.Holder.ShouldBe(actor.Id);
                }

                break;
            case CustodyAccepted accepted:
                before.Offer!.To.ShouldBe(actor.Id);
                before.Offer.By.ShouldNotBe(actor.Id);
                accepted.Returned.ShouldBe(before.Offer.Returns);
                (accepted.Returned ? OnFile(actor).Length > 0 : actor.Is(Role.Custodian) && OnFile(actor).Length == 0).ShouldBeTrue();
                break;
            case CustodyRefused:
                before.Offer!.To.ShouldBe(actor.Id);
                break;
            case EvidenceCorrected:
                before.Withdrawal.ShouldBeNull();
                break;
            case EvidenceWithdrawn:
                (before.Offer, before.Custody is { InStore: true }, before.Withdrawal).ShouldBe((null, false, null));
                (actor == Lead || actor.Id == before.RegisteredBy).ShouldBeTrue();
                break;
            case EvidenceReinstated:
                before.Withdrawal.ShouldNotBeNull();
                actor.ShouldBe(Lead);
                break;
            case ItemMarkedPrivileged:
                before.Privilege.ShouldBeNull();
                break;
            case ItemPrivilegeLifted:
                (before.Privilege!.By == actor.Id).ShouldBeFalse();
                break;
            default:
                (before.Offer!.By == actor.Id || (actor == Lead && before.Custody is not { InStore: true })).ShouldBeTrue();
                break;
        }
    }

    /// <summary>As EvidenceAccess writes them.</summary>
    private static void Project(object happened, HashSet<(Guid Person, Relation Relation)> relations)
    {
        if (happened is ItemMarkedPrivileged or ItemPrivilegeLifted or EvidenceCorrected or EvidenceWithdrawn or EvidenceReinstated)
        {
            return;
        }

        if (happened is CustodyOffered offered)
        {
            if (!offered.Returns)
            {
                relations.Add((offered.Person, Relation.CustodyOffered));
            }

            return;
        }

        relations.RemoveWhere(one => one.Relation is Relation.CustodyOffered);
        if (happened is CustodyAccepted accepted)
        {
            relations.Clear();
            if (!accepted.Returned)
            {
                relations.Add((accepted.By, Relation.ItemCustodian));
            }
        }
    }

    private static IEnumerable<(Guid, Relation)> Expected(EvidenceItem item)
    {
        if (item.Custody is { InStore: true } stored)
        {
            yield return (stored.Holder, Relation.ItemCustodian);
        }

        if (item.Offer is { Returns: false } offer)
        {
            yield return (offer.To, Relation.CustodyOffered);
        }
    }

    private static Relation[] OnFile(Actor actor) => OnFile(actor.Id);

    private static Relation[] OnFile(Guid person) =>
        person == Lead.Id ? [Relation.Lead] : person == Member.Id || person == Both.Id ? [Relation.Member] : [];
}
