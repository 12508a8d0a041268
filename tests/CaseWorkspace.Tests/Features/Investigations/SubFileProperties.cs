using CaseWorkspace.Features;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CsCheck;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

/// <summary>Random acts on a sealed sub-file, while people come to its file and leave it: it is never one person's alone.</summary>
public sealed class SubFileProperties
{
    private static readonly AccessPolicy Policy = new(AllFeatures.Rules);
    private static readonly IReadOnlyList<Actor> Cast = Someone.Everybody;

    private static readonly Gen<int> Keeper = Gen.Const(Place(Someone.Investigator));
    private static readonly Gen<int> Supervisor = Gen.Const(Place(Someone.Supervisor2));

    // People who may do most try most.
    private static readonly Gen<(int Actor, int Person, int Kind, int Hours)[]> Sequences = Gen.Select(
        Gen.OneOf(Gen.Int[0, Cast.Count - 1], Gen.OneOf(Keeper, Supervisor)), Gen.Int[0, Cast.Count - 1], Gen.Int[0, 36], Gen.Int[0, 12],
        (actor, person, kind, hours) => (actor, person, kind, hours)).Array[0, 40];

    [Fact]
    public void No_sequence_brings_a_sub_file_into_a_forbidden_state()
    {
        var changes = 0;
        Sequences.Sample(
            tries =>
            {
                var part = SubFiles.Sealed;
                // Who has a relation to the file, and until when.
                var onFile = new Dictionary<Guid, DateTimeOffset?> { [Someone.Investigator.Id] = null, [Someone.Prosecutor.Id] = null };
                foreach (var (actor, person, kind, hours) in tries)
                {
                    part = part.At(part.Facts.Now.AddHours(hours / 4.0));
                    if (kind is < 8 and > 0 && person > 0)
                    {
                        ComesOrLeaves(onFile, Cast[person], kind, part.Facts.Now);
                        continue;
                    }

                    var after = Run(part, Cast[actor], Command(part.Id, Cast[person], kind), onFile);
                    Interlocked.Add(ref changes, after.Happened.Count - part.Happened.Count);
                    Check(part, after, onFile);
                    part = after;
                }
            },
            iter: 1_000);
        changes.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public void Whatever_happened_what_is_allowed_can_be_done_and_what_is_not_cannot()
    {
        InvestigationActs.OfSubFile.All.Select(act => act.Verb).ShouldBe(WellFormed(SubFiles.Sealed.Id, Cast[0]).Keys, ignoreOrder: true);
        Sequences.Sample(
            tries =>
            {
                var part = SubFiles.Sealed;
                var onFile = new Dictionary<Guid, DateTimeOffset?> { [Someone.Investigator.Id] = null, [Someone.Prosecutor.Id] = null };
                foreach (var (actor, person, kind, hours) in tries.Take(20))
                {
                    part = part.At(part.Facts.Now.AddHours(hours / 4.0));
                    if (kind is < 8 and > 0 && person > 0)
                    {
                        ComesOrLeaves(onFile, Cast[person], kind, part.Facts.Now);
                    }
                    else
                    {
                        part = Run(part, Cast[actor], Command(part.Id, Cast[person], kind), onFile);
                    }

                    foreach (var one in Cast)
                    {
                        InvestigationActs.OfSubFile.ShouldAgree(part.State!, Ready(part, one, onFile).By(one).Facts, WellFormed(part.Id, Cast[person]));
                    }
                }
            },
            iter: 100);
    }

    private static Dictionary<string, ICommand<SubFile>> WellFormed(Guid part, Actor person) => new(StringComparer.Ordinal)
    {
        ["add-note"] = new AddSubFileNote(part, "Met."),
        ["name-person"] = new NameInSubFile(part, null, person.Id, "Meets the source."),
        ["take-off-person"] = new TakeOffSubFile(part, null, person.Id, "No longer."),
        ["hand-over"] = new HandOverSubFile(part, null, person.Id, true, "Moves."),
        ["hand-over-supervision"] = new HandOverSupervision(part, null, person.Id, "On leave."),
        ["unseal"] = new UnsealSubFile(part, null, "No longer at risk."),
    };

    private static int Place(Actor person) => Cast.TakeWhile(one => one != person).Count();

    private static void ComesOrLeaves(Dictionary<Guid, DateTimeOffset?> onFile, Actor person, int kind, DateTimeOffset now)
    {
        if (kind is 1)
        {
            onFile.Remove(person.Id);
        }
        else
        {
            onFile[person.Id] = kind < 4 ? null : now.AddHours(kind);
        }
    }

    private static ICommand<SubFile> Command(Guid part, Actor person, int kind) => kind switch
    {
        0 => new UnsealSubFile(part, null, "No longer at risk."),
        < 17 => new NameInSubFile(part, null, person.Id, "Meets the source."),
        < 24 => new TakeOffSubFile(part, null, person.Id, "No longer."),
        < 31 => new AddSubFileNote(part, "Met."),
        < 35 => new HandOverSubFile(part, null, person.Id, kind % 2 == 0, "Moves."),
        _ => new HandOverSupervision(part, null, person.Id, "On leave."),
    };

    private static Given<SubFile> Run(Given<SubFile> part, Actor actor, ICommand<SubFile> command, Dictionary<Guid, DateTimeOffset?> onFile) =>
        Inside(part.State!, actor.Id, onFile, part.Facts.Now).Intersect(Policy.Sufficient(command.Operation, actor)).Any()
            ? Ready(part, actor, onFile).When(command, actor).And : part;

    private static Given<SubFile> Ready(Given<SubFile> part, Actor actor, Dictionary<Guid, DateTimeOffset?> onFile)
    {
        var now = part.Facts.Now;
        var relations = Inside(part.State!, actor.Id, onFile, now);
        var ready = Cast.Aggregate(part.WithRelations([.. relations]), (given, person) => given.Knowing(person.AsColleague(
            [.. OnFile(onFile, person, now), .. Inside(part.State!, person.Id, onFile, now)]) with
        {
            Here = [.. Inside(part.State!, person.Id, onFile, now)],
            Until = onFile.GetValueOrDefault(person.Id),
        }));
        return Inside(part.State!, part.State!.Keeper, onFile, now).Contains(Relation.Lead) ? ready.Held()
            : ready with { Facts = ready.Facts with { IsHeld = false } };
    }

    private static IEnumerable<Relation> OnFile(Dictionary<Guid, DateTimeOffset?> onFile, Actor person, DateTimeOffset now) =>
        !Stands(onFile, person.Id, now) ? [] : person.Is(Role.Prosecutor) ? [Relation.SupervisingProsecutor] : [Relation.Member];

    private static bool Stands(Dictionary<Guid, DateTimeOffset?> onFile, Guid person, DateTimeOffset now) =>
        onFile.TryGetValue(person, out var until) && !(until <= now);

    /// <summary>As workspace.standing has it: who has no relation to the file any more has none to the sub-file; its supervisor always does.</summary>
    private static IReadOnlyList<Relation> Inside(SubFile part, Guid person, Dictionary<Guid, DateTimeOffset?> onFile, DateTimeOffset now) =>
    [
        .. part.Supervisor == person ? new[] { Relation.UnitSupervisor } : [],
        .. part.Keeper == person && Stands(onFile, person, now) ? new[] { Relation.Lead } : [],
        .. Stands(onFile, person, now)
            ? part.Named.Where(one => one.Person == person && !(one.Until <= now)).Select(one => CodeNames.FromCode<Relation>(one.Relation)!.Value) : [],
    ];

    private static void Check(Given<SubFile> earlier, Given<SubFile> later, Dictionary<Guid, DateTimeOffset?> onFile)
    {
        var (before, after) = (earlier.State!, later.State!);
        (after.Id, after.File, after.Number, after.Title, after.SealedAt)
            .ShouldBe((before.Id, before.File, before.Number, before.Title, before.SealedAt));
        if (after.Supervisor != before.Supervisor)
        {
            later.Facts.Actor.Id.ShouldBe(before.Supervisor);
            Cast.Single(one => one.Id == after.Supervisor).Is(Role.Supervisor).ShouldBeTrue();
        }

        if (after.Keeper != before.Keeper)
        {
            // Kept by an investigator of the file, from the keeper's hand, or the supervisor's where there is none any more.
            Stands(onFile, after.Keeper, later.Facts.Now).ShouldBeTrue();
            Cast.Single(one => one.Id == after.Keeper).Is(Role.Investigator).ShouldBeTrue();
            var by = later.Facts.Actor.Id;
            (by == before.Keeper || (by == before.Supervisor && !Inside(before, before.Keeper, onFile, later.Facts.Now).Contains(Relation.Lead))).ShouldBeTrue();
        }
        after.Keeper.ShouldNotBe(after.Supervisor);
        after.Named.Select(one => one.Person).ShouldBeUnique();
        after.Named.Select(one => one.Person).ShouldNotContain(after.Supervisor);

        foreach (var come in after.Named.Except(before.Named))
        {
            // Named is who is on the file, and no longer than that.
            Stands(onFile, come.Person, later.Facts.Now).ShouldBeTrue();
            come.Until.ShouldBe(come.Person == before.Keeper && after.Keeper != before.Keeper ? null : onFile[come.Person]);
        }

        if (before.State is SubFile.Unsealed)
        {
            later.Past.Skip(earlier.Happened.Count).ShouldAllBe(one => one is PersonTakenOffSubFile);
            after.State.ShouldBe(SubFile.Unsealed);
        }
    }
}
