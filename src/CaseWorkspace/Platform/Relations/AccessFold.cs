using JasperFx.Events;

namespace CaseWorkspace.Platform.Relations;

/// <summary>What each event changes in who has access: one table for each feature, pure and without SQL.</summary>
public sealed class AccessFold
{
    private readonly Dictionary<Type, Func<IEvent, IEnumerable<AccessChange>>> _changes = [];

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

    /// <summary>What the event changes, in order; nothing for most.</summary>
    public IEnumerable<AccessChange> Of(IEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return _changes.TryGetValue(happened.EventType, out var changes) ? changes(happened) : [];
    }

    /// <summary>The tables of all features as one.</summary>
    public static AccessFold Of(IEnumerable<IFeature> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var all = new AccessFold();
        foreach (var (type, changes) in features.SelectMany(feature => feature.Access._changes))
        {
            all._changes.Add(type, changes);
        }

        return all;
    }
}
