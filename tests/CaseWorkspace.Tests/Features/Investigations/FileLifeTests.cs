using CaseWorkspace.Features.Access;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CsCheck;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

/// <summary>Whatever people try with a case file, in whatever order: what always holds, holds.</summary>
public sealed class FileLifeTests
{
    private static readonly AccessPolicy Policy = new(AccessTable.Rules);
    private static readonly IReadOnlyList<Actor> Cast = Someone.Everybody;

    private static readonly Dictionary<Guid, Colleague> Colleagues = Cast.ToDictionary(person => person.Id, person => person.AsColleague());

    private static readonly Gen<(int Actor, int Person, int Kind)[]> Sequences =
        Gen.Select(Gen.Int[0, Cast.Count - 1], Gen.Int[0, Cast.Count - 1], Gen.Int[0, 3], (actor, person, kind) => (actor, person, kind)).Array[0, 40];

    [Fact]
    public void No_sequence_brings_a_file_into_a_forbidden_state()
    {
        var changes = 0;
        Sequences.Sample(
            tries =>
            {
                var file = Files.Opened;
                foreach (var (actor, person, kind) in tries)
                {
                    var after = Run(file, Cast[actor], Command(file.Id, Cast[person], kind));
                    Interlocked.Add(ref changes, after.Happened.Count - file.Happened.Count);
                    Check(file, after, Cast[actor]);
                    file = after;
                }
            },
            iter: 1_000);
        changes.ShouldBeGreaterThan(1_000);
    }

    private static ICommand<Investigation> Command(Guid file, Actor person, int kind) => kind switch
    {
        0 => new AddMember(file, null, person.Id, null),
        1 => new RemoveMember(file, null, person.Id, "Moved."),
        2 => new NameProsecutor(file, null, person.Id),
        _ => new AddNote(file, "Noted."),
    };

    private static Given<Investigation> Run(Given<Investigation> file, Actor actor, ICommand<Investigation> command)
    {
        var relations = Relations(file.State!, actor);
        var ready = file.Standing([.. relations]);
        return relations.Intersect(Policy.Sufficient(command.Operation, actor)).Any()
            ? (ready with { Facts = ready.Facts with { People = Colleagues } }).When(command, actor).And
            : file;
    }

    private static IReadOnlyList<Relation> Relations(Investigation file, Actor actor) =>
    [
        .. file.Lead == actor.Id ? new[] { Relation.Lead } : [],
        .. file.Members.Contains(actor.Id) ? new[] { Relation.Member } : [],
        .. file.Prosecutor == actor.Id ? new[] { Relation.SupervisingProsecutor } : [],
        .. actor.Is(Role.Supervisor) && actor.Unit == file.Unit ? new[] { Relation.UnitSupervisor } : [],
    ];

    private static void Check(Given<Investigation> earlier, Given<Investigation> later, Actor actor)
    {
        var (before, after) = (earlier.State!, later.State!);
        (after.Id, after.Number, after.Title, after.Unit, after.Lead, after.OpenedAt)
            .ShouldBe((before.Id, before.Number, before.Title, before.Unit, before.Lead, before.OpenedAt));

        after.Members.ShouldContain(after.Lead);
        after.Members.ShouldBeUnique();
        after.Members.All(member => Cast.Single(person => person.Id == member).Is(Role.Investigator)).ShouldBeTrue();
        (after.Prosecutor is null || Cast.Single(person => person.Id == after.Prosecutor).Is(Role.Prosecutor)).ShouldBeTrue();
        after.Notes.ShouldBe(later.Happened.Count(one => one.Data is NoteAdded));

        if (!after.Members.SequenceEqual(before.Members))
        {
            (actor.Id == before.Lead || actor.Is(Role.Supervisor)).ShouldBeTrue("Members change by the lead or the head of the unit.");
        }

        if (after.Prosecutor != before.Prosecutor)
        {
            actor.Is(Role.Supervisor).ShouldBeTrue("The head of the unit names the prosecutor.");
        }
    }
}
