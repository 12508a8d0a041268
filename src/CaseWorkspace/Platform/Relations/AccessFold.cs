using JasperFx.Events;

namespace CaseWorkspace.Platform.Relations;

/// <summary>What each event changes in who has access: one table for each feature, pure and without SQL.</summary>
public sealed class AccessFold
{
    private readonly Dictionary<Type, Func<IEvent, IEnumerable<AccessChange>>> _changes = [];
    private readonly HashSet<string> _waitsBySnapshot = new(StringComparer.Ordinal);

    // Of one feature alone it is not known.
    private HashSet<string>? _kinds;

    /// <summary>For a feature whose events change nothing about access.</summary>
    public static AccessFold None { get; } = new();

    /// <summary>The types of the events that change something.</summary>
    public IReadOnlyCollection<Type> Events => _changes.Keys;

    /// <summary>States what an event of the type changes; once for each type.</summary>
    public AccessFold On<T>(Func<IEvent<T>, IEnumerable<AccessChange>> changes)
        where T : class
    {
        _changes.Add(typeof(T), happened => changes((IEvent<T>)happened));
        return this;
    }

    /// <summary>The kinds of thing of which a trigger writes for whom they wait, from their snapshot: their events do not say it.</summary>
    public IReadOnlySet<string> WaitsBySnapshot => _waitsBySnapshot;

    /// <summary>States that for whom a thing of the kind waits follows its snapshot.</summary>
    public AccessFold WaitsFollowSnapshotOf(string kind)
    {
        _waitsBySnapshot.Add(kind);
        return this;
    }

    /// <summary>What the event changes, in order; nothing for most.</summary>
    /// <exception cref="InvalidOperationException">It would place a thing of a kind that no feature hands over.</exception>
    public IEnumerable<AccessChange> Of(IEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return _changes.TryGetValue(happened.EventType, out var changes) ? changes(happened).Select(Known) : [];
    }

    private AccessChange Known(AccessChange change) => change is ThingPlaced placed && _kinds?.Contains(placed.Kind) is false
        ? throw new InvalidOperationException($"No feature hands over a descriptor of the kind of thing '{placed.Kind}'.")
        : change;

    /// <summary>The tables of all features as one.</summary>
    public static AccessFold Of(IEnumerable<IFeature> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        IFeature[] some = [.. features];
        var all = new AccessFold { _kinds = some.SelectMany(feature => feature.Things).Select(thing => thing.Kind).ToHashSet(StringComparer.Ordinal) };
        foreach (var (type, changes) in some.SelectMany(feature => feature.Access._changes))
        {
            all._changes.Add(type, changes);
        }

        all._waitsBySnapshot.UnionWith(some.SelectMany(feature => feature.Access._waitsBySnapshot));

        return all;
    }
}
