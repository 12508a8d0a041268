using System.Reflection;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Storage;
using JasperFx.Events;

namespace CaseWorkspace.Benchmarks.DataSet;

/// <summary>
/// What the product's own aggregates, and its own rules of access and of texts, make of the events of one file: nothing of it is worked
/// out here a second time.
/// </summary>
internal sealed class Projected
{
    private static readonly AccessFold Fold = AccessFold.Of(AllFeatures.Modules);

    /// <summary>The aggregates, with version and times.</summary>
    public Dictionary<Guid, Snapshot> Snapshots { get; } = [];

    /// <summary>Who has access.</summary>
    public AccessRows Access { get; } = new();

    public Dictionary<(Guid Source, Guid Part), string[]> Texts { get; } = [];

    /// <summary>Applies an event to its aggregate, to access and to the texts.</summary>
    public void Apply(IEvent happened)
    {
        var before = Snapshots.GetValueOrDefault(happened.StreamId);
        Snapshots[happened.StreamId] = new Snapshot(
            Folded(before?.State, happened), happened.Version, before?.Created ?? happened.Timestamp, happened.Timestamp);
        foreach (var change in Fold.Of(happened))
        {
            Access.Apply(change, happened.Timestamp);
        }

        foreach (var text in AllFeatures.Modules.SelectMany(feature => feature.Texts(happened)))
        {
            Texts[(text.Source, text.Part)] = text.Words();
        }
    }

    /// <summary>For whom the thing waits: as the trigger request_awaits has it, which the copied rows do not meet, and else as the rows say.</summary>
    public (string? Relation, Guid? Person, DateTimeOffset? Due) Awaited(ScopeRow scope)
    {
        if (Snapshots.GetValueOrDefault(scope.Id)?.State is not InformationRequest request)
        {
            return (scope.AwaitsRelation, scope.AwaitsPerson, null);
        }

        return request.Awaits is not { } awaits ? (null, null, null)
            : (awaits.Relation.Code(), awaits.Person, (request.AnsweredAt is null ? request.DueAt : null) ?? DateTimeOffset.MaxValue);
    }

    private static object Folded(object? state, IEvent happened)
    {
        var type = state?.GetType() ?? happened.Data switch
        {
            InvestigationOpened => typeof(Investigation),
            EvidenceRegistered => typeof(EvidenceItem),
            _ => typeof(InformationRequest),
        };
        var method = Methods.Of(type, state is null ? "Create" : "Apply", happened)
            ?? throw new InvalidOperationException($"{type.Name} takes no {happened.EventType.Name}.");
        return method.Invoke(state, [Methods.TakesEnvelope(method) ? happened : happened.Data])!;
    }
}

/// <summary>An aggregate as it stands after so many events.</summary>
internal sealed record Snapshot(object State, long Version, DateTimeOffset Created, DateTimeOffset Changed);

/// <summary>Which public method of a type takes an event, found once.</summary>
internal static class Methods
{
    private static readonly Dictionary<(Type, string, Type), MethodInfo?> Found = [];

    public static MethodInfo? Of(Type type, string name, IEvent happened)
    {
        if (!Found.TryGetValue((type, name, happened.EventType), out var method))
        {
            var envelope = typeof(IEvent<>).MakeGenericType(happened.EventType);
            method = type.GetMethods().FirstOrDefault(one => one.Name == name
                && one.GetParameters() is [var first, ..] && (first.ParameterType == envelope || first.ParameterType == happened.EventType));
            Found[(type, name, happened.EventType)] = method;
        }

        return method;
    }

    public static bool TakesEnvelope(MethodInfo method) => typeof(IEvent).IsAssignableFrom(method.GetParameters()[0].ParameterType);
}
