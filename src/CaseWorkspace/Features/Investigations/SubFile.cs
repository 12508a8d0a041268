using System.Collections.Immutable;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Somebody named in a sealed sub-file.</summary>
/// <param name="Relation">The person's relation to what lies in it.</param>
/// <param name="Until">When that ends by itself.</param>
public sealed record NamedPerson(Guid Person, string Relation, DateTimeOffset? Until);

/// <summary>A note in a sealed sub-file.</summary>
public sealed record SealedNote(string Text, Guid By, DateTimeOffset At);

/// <summary>A sealed part of a file: seen by those named in it alone; outside, not even that it is there shows.</summary>
public sealed record SubFile(
    Guid Id, Guid File, string Number, string Title, string State, Guid Keeper, Guid Supervisor,
    ImmutableArray<NamedPerson> Named, ImmutableArray<SealedNote> Notes, DateTimeOffset SealedAt)
{
    public const string Sealed = "sealed";
    public const string Unsealed = "unsealed";

    /// <summary>How many notes are shown with it; all of them stand in the timeline.</summary>
    private const int NotesShown = 50;

    /// <summary>The duties of the person in the sub-file and on its file: as the relations say them, and as its events do.</summary>
    public Duties DutiesOf(Colleague person) => person.Duties
        .With(Duty.Investigates, Keeper == person.Id)
        .With(Duty.Supervises, Supervisor == person.Id);

    /// <summary>What lies open is changed as anything in the file is: the acts on a sub-file are for sealed ones.</summary>
    public static Refusal? WhyNotChanged(SubFile part, ActContext who) => part.State is Sealed ? null : Refusal.Rule("not-sealed");

    public static SubFile Create(IEvent<SubFileSealed> happened) => new(
        happened.StreamId, happened.Data.File, happened.Data.Number, happened.Data.Title, Sealed,
        happened.Data.Keeper, happened.Data.Supervisor, [], [], happened.Timestamp);

    public SubFile Apply(PersonNamedInSubFile named) => this with
    {
        Named = Named.RemoveAll(one => one.Person == named.Person).Add(new NamedPerson(named.Person, named.Relation, named.Until)),
    };

    public SubFile Apply(PersonTakenOffSubFile taken) => this with { Named = Named.RemoveAll(one => one.Person == taken.Person) };

    public SubFile Apply(SubFileHandedOver handed)
    {
        var others = Named.RemoveAll(one => one.Person == handed.Person || (handed.Stays && one.Person == handed.From));
        return this with
        {
            Keeper = handed.Person,
            Named = handed.Stays ? others.Add(new NamedPerson(handed.From, Relation.Member.Code(), null)) : others,
        };
    }

    public SubFile Apply(SubFileSupervisionHandedOver handed) => this with
    {
        Supervisor = handed.Person,
        Named = Named.RemoveAll(one => one.Person == handed.Person),
    };

    public SubFile Apply(IEvent<SubFileNoteAdded> noted) => this with
    {
        Notes =
        [
            .. Notes.Prepend(new SealedNote(
                noted.Data.Text, Guid.TryParse(noted.UserName, out var by) ? by : Guid.Empty, noted.Timestamp)).Take(NotesShown),
        ],
    };

    public SubFile Apply(SubFileUnsealed _) => this with { State = Unsealed };
}
