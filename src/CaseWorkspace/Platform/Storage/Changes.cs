namespace CaseWorkspace.Platform.Storage;

/// <summary>That something was written: which things, and who has a relation to them. Nothing of what was written.</summary>
/// <param name="Things">The things that changed, with the file or sealed sub-file each lies in.</param>
/// <param name="Subjects">The names under which people stand, stood or stand in for somebody who has a relation to them: see <c>case_relation</c>.</param>
public sealed record Change(IReadOnlySet<Guid> Things, IReadOnlySet<string> Subjects)
{
    /// <summary>Anything may have changed: after a gap in which nobody listened.</summary>
    public static Change Anything { get; } = new(new HashSet<Guid>(), new HashSet<string>(StringComparer.Ordinal));

    /// <summary>Whether it may concern somebody who goes by these names.</summary>
    public bool Concerns(IEnumerable<string> subjects) => IsAnything || Subjects.Overlaps(subjects);

    /// <summary>Whether it touches one of these things.</summary>
    public bool Touches(IEnumerable<Guid> things) => IsAnything || Things.Overlaps(things);

    /// <summary>Both of them as one.</summary>
    public Change With(Change other) => IsAnything || other.IsAnything ? Anything
        : new Change(Things.Union(other.Things).ToHashSet(), Subjects.Union(other.Subjects, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal));

    private bool IsAnything => ReferenceEquals(this, Anything);
}

/// <summary>Passes on what <see cref="ChangeFeed"/> heard to the open pages of this host.</summary>
public sealed class Changes
{
    private readonly Lock _gate = new();
    private Action<Change>? _told;

    /// <summary>Is told each change until it is disposed of. Must return at once.</summary>
    public IDisposable Listen(Action<Change> told)
    {
        lock (_gate)
        {
            _told += told;
        }

        return new Ending(() =>
        {
            lock (_gate)
            {
                _told -= told;
            }
        });
    }

    internal void Tell(Change change) => _told?.Invoke(change);

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
