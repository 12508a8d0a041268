using System.Collections.Immutable;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>What follows from a command: events, or a refusal.</summary>
public sealed record Decision
{
    private Decision(ImmutableArray<object> events, Refusal? refusal) => (Events, Refusal) = (events, refusal);

    /// <summary>The events to append, in order; empty when nothing changes.</summary>
    public ImmutableArray<object> Events { get; }

    /// <summary>Events that follow in other streams, in the same transaction.</summary>
    public ImmutableArray<(Guid Stream, object Event)> Elsewhere { get; private init; } = [];

    /// <summary>Streams that begin beside the command's own, in the same transaction.</summary>
    public ImmutableArray<ThingBegun> Begun { get; private init; } = [];

    /// <summary>What the decision leaves for features to make things of (<see cref="IFollowUps"/>).</summary>
    public ImmutableArray<FollowUp> FollowUps { get; private init; } = [];

    /// <summary>Why not; null when the command is accepted.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>To whom what the command concerns is disclosed by it, for the journal.</summary>
    public ImmutableArray<string> Recipients { get; private init; } = [];

    /// <summary>Whether the target is a file that begins with it: for the journal, which names the file concerned.</summary>
    public bool OpensFile { get; init; }

    /// <summary>Disclosing to these authorities or people.</summary>
    public Decision To(params string[] recipients) => this with { Recipients = [.. recipients] };

    /// <summary>With an event in another stream, which exists.</summary>
    public Decision And(Guid stream, object happened) => this with { Elsewhere = Elsewhere.Add((stream, happened)) };

    /// <summary>With a stream that begins beside the command's own.</summary>
    /// <typeparam name="TState">The aggregate that the stream is of.</typeparam>
    public Decision AndBegin<TState>(Guid stream, object happened) where TState : class => Beginning(new ThingBegun(stream, typeof(TState), happened));

    /// <summary>With streams that begin beside the command's own.</summary>
    public Decision Beginning(params IEnumerable<ThingBegun> streams) => this with { Begun = [.. Begun, .. streams] };

    /// <summary>Leaving this for features to make things of, in the same transaction.</summary>
    public Decision Leaving(params IEnumerable<FollowUp> left) => this with { FollowUps = [.. FollowUps, .. left] };

    /// <summary>Accepts with these events.</summary>
    public static Decision Accept(params object[] events) => new([.. events], null);

    /// <summary>Refuses.</summary>
    public static Decision Refuse(Refusal refusal) => new([], refusal);

    /// <summary>A refusal is a decision.</summary>
    public static implicit operator Decision(Refusal refusal) => Refuse(refusal);

    /// <summary>Refuses by a rule of the field: see <see cref="Refusal.Rule"/>.</summary>
    public static Decision Refuse(string code, string? field = null) => Refusal.Rule(code, field);

    /// <summary>Refuses because of these fields; the first fault's code is the refusal's.</summary>
    public static Decision Refuse(params Fault[] faults) => new([], new Refusal(RefusalKind.Rule, faults[0].Code, [.. faults]));

    /// <summary>Refuses this person what others may: see <see cref="Refusal.Denied"/>.</summary>
    public static Decision Forbid(string code, string? field = null) => Refusal.Denied(code, field);

    /// <summary>Refuses because the target is not there for this command.</summary>
    public static Decision Missing => new([], Refusal.Missing);
}

/// <summary>How a refusal is to be answered.</summary>
public enum RefusalKind
{
    /// <summary>Not there, or not for this person: the two are answered alike.</summary>
    Missing,

    /// <summary>The role does not do this at all, and no file is concerned.</summary>
    NotForRole,

    /// <summary>A field is at fault.</summary>
    Invalid,

    /// <summary>A rule of the field forbids it in this state.</summary>
    Rule,

    /// <summary>Somebody else changed it since it was read.</summary>
    Stale,

    /// <summary>The version seen has to be sent along and was not.</summary>
    VersionNeeded,

    /// <summary>Why the person looks at the file has to be stated first.</summary>
    PurposeNeeded,

    /// <summary>A second factor, used just now, is wanted.</summary>
    StepUpNeeded,

    /// <summary>There is more of it than is taken in.</summary>
    TooLarge,

    /// <summary>The store has no room for it.</summary>
    NoRoom,

    /// <summary>The idempotency key has served for another command.</summary>
    KeyReused,

    /// <summary>Something that the workspace stands on does not answer just now; the code says what.</summary>
    Away,
}

/// <summary>A fault of one field.</summary>
/// <param name="Field">The field's path, as it stands in the API.</param>
/// <param name="Code">A stable code.</param>
/// <param name="Message">What is wrong and how to mend it, in the reader's language; null when the code's own words serve.</param>
public sealed record Fault(string Field, string Code, string? Message = null);

/// <summary>Why a command changed nothing.</summary>
/// <param name="Kind">How it is answered.</param>
/// <param name="Code">A stable code; the words stand in the resources under it.</param>
/// <param name="Faults">The fields at fault.</param>
/// <param name="CurrentVersion">With <see cref="RefusalKind.Stale"/>: the version that stands now.</param>
public sealed record Refusal(
    RefusalKind Kind, string Code, ImmutableArray<Fault> Faults, long? CurrentVersion = null)
{
    /// <summary>The number of the file it is about, for the page; null where none is told.</summary>
    public string? About { get; init; }

    /// <summary>Whether it is the person who may not, rather than the thing that is not so: denials are recorded.</summary>
    public bool IsDenial { get; init; }

    /// <summary>A rule of the field, named by a stable code whose words stand in the resources.</summary>
    /// <param name="code">E.g. <c>not-in-this-state</c>.</param>
    /// <param name="field">The field at fault, if one is.</param>
    public static Refusal Rule(string code, string? field = null) =>
        new(RefusalKind.Rule, code, field is null ? [] : [new Fault(field, code)]);

    /// <summary>This person may not what others may: a condition of the table of access is not met. Recorded as a denial.</summary>
    /// <param name="code">E.g. <c>own-draft</c>.</param>
    /// <param name="field">The field at fault, if one is.</param>
    public static Refusal Denied(string code, string? field = null) => Rule(code, field) with { IsDenial = true };

    /// <summary>The one answer for what is missing and for what is forbidden.</summary>
    public static Refusal Missing { get; } = new(RefusalKind.Missing, "not-found", []) { IsDenial = true };

    /// <summary>The file is closed: see <see cref="Policy.Operation.IsPossible"/>.</summary>
    public static Refusal FileClosed { get; } = Rule("file-closed");

    /// <summary>What it is about was erased: nothing is written about it any more.</summary>
    public static Refusal Erased { get; } = Rule("erased");

    /// <summary>The database does not answer: whether a change was kept is unknown.</summary>
    public static Refusal DatabaseAway { get; } = new(RefusalKind.Away, "unavailable", []);

    /// <summary>The role does not do this.</summary>
    public static Refusal NotForRole { get; } = new(RefusalKind.NotForRole, "not-for-role", []);

    /// <summary>Why the person looks has to be stated first.</summary>
    public static Refusal PurposeNeeded { get; } = new(RefusalKind.PurposeNeeded, "purpose-needed", []);

    /// <summary>The act wants a second factor used in the last five minutes.</summary>
    public static Refusal StepUpNeeded { get; } = new(RefusalKind.StepUpNeeded, "second-factor-needed", []);

    /// <summary>Somebody else was faster.</summary>
    public static Refusal Stale(long current) => new(RefusalKind.Stale, "stale", [], current);
}

/// <summary>What became of a command: accepted, with where the target stands now, or refused.</summary>
/// <param name="Id">The target.</param>
/// <param name="Version">Its version after the command.</param>
/// <param name="Refusal">Null when accepted.</param>
public sealed record Outcome(Guid Id, long Version, Refusal? Refusal)
{
    /// <summary>Whether the command was accepted; what was accepted is on disk.</summary>
    public bool Accepted => Refusal is null;

    /// <summary>A refused command.</summary>
    public static Outcome Refused(Refusal refusal) => new(Guid.Empty, 0, refusal);
}
