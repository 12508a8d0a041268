using System.Reflection;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using JasperFx.Events;
using Marten;

namespace CaseWorkspace.Benchmarks.DataSet;

/// <summary>
/// What the product's own aggregates and projections make of the events of one file: nothing of it is worked out here a second
/// time. Statements that this does not know stop the generator, so that it cannot fall behind the product in silence.
/// </summary>
internal sealed class Projected
{
    private static readonly InvestigationAccess OfInvestigations = new();
    private static readonly EvidenceAccess OfEvidence = new();
    private static readonly InformationRequestAccess OfRequests = new();

    private readonly IDocumentOperations _ops;
    private DateTimeOffset _now;

    public Projected()
    {
        _ops = DispatchProxy.Create<IDocumentOperations, Recorder>();
        ((Recorder)(object)_ops).Written = Write;
    }

    /// <summary>The aggregates, with version and times.</summary>
    public Dictionary<Guid, Snapshot> Snapshots { get; } = [];

    public Dictionary<Guid, PlacedThing> Scopes { get; } = [];

    /// <summary>By whom, how, to what and since when: until when, and the unit on which it hangs.</summary>
    public Dictionary<(Guid Scope, string Subject, string Relation, DateTimeOffset Since), (DateTimeOffset? Until, string? Unit)> Relations { get; } = [];

    public Dictionary<(Guid Source, Guid Part), string[]> Texts { get; } = [];

    /// <summary>Applies an event to its aggregate, and lets the projections see it.</summary>
    public void Apply(IEvent happened)
    {
        _now = happened.Timestamp;
        var before = Snapshots.GetValueOrDefault(happened.StreamId);
        Snapshots[happened.StreamId] = new Snapshot(
            Folded(before?.State, happened), happened.Version, before?.Created ?? happened.Timestamp, happened.Timestamp);
        foreach (var projection in (object[])[OfInvestigations, OfEvidence, OfRequests])
        {
            Methods.Of(projection.GetType(), "Project", happened)?.Invoke(projection, [happened, _ops]);
        }

        // As the trigger request_awaits has it, which the copied rows do not meet.
        if (Snapshots[happened.StreamId].State is InformationRequest request)
        {
            Scopes[happened.StreamId] = Scopes[happened.StreamId] with { Awaits = request.Awaits, Due = request.AnsweredAt is null ? request.DueAt : null };
        }
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

    private void Write(string sql, object[] values)
    {
        switch (Beginning(sql), values)
        {
            case ("insert into workspace.case_scope as s", [Guid id, string kind, Guid file, string number, Guid holder, bool]):
                Scopes[id] = new PlacedThing(kind, Known(file), number is "" ? Scopes.GetValueOrDefault(id)?.Number : number, Known(holder), null, null);
                break;
            case ("insert into workspace.case_relation", [string subject, string relation, DateTimeOffset until, string unit, Guid scope]):
                Relations[(scope, subject, relation, _now)] = (until == DateTimeOffset.MaxValue ? null : until, unit is "" ? null : unit);
                break;
            case ("update workspace.case_relation set until = now", [Guid scope, string subject, string relation]):
                End(one => one.Scope == scope && one.Subject == subject && one.Relation == relation);
                break;
            // No sub-files stand in the data set, so nothing inside either.
            case ("update workspace.case_relation r set until = now", [Guid, string]):
                break;
            case ("update workspace.case_relation set until = now", [string subject, string relation, Guid scope, Guid]):
                End(one => one.Scope == scope && one.Subject == subject && one.Relation == relation);
                break;
            case ("update workspace.case_relation set until = now", [string relation, Guid scope, Guid, Guid, string]):
                End(one => one.Scope == scope && one.Relation == relation);
                break;
            case ("update workspace.case_relation set until = now", [Guid scope, string relation]):
                End(one => one.Scope == scope && one.Relation == relation);
                break;
            case ("with was as", [Guid scope, string subject, string from, string into]):
                foreach (var key in Relations.Keys.Where(one => one.Scope == scope && one.Subject == subject && one.Relation == from && Relations[one].Until is null).ToList())
                {
                    Relations[(scope, subject, into, _now)] = (null, Relations[key].Unit);
                    Relations[key] = (_now, Relations[key].Unit);
                }

                break;
            case ("insert into workspace.case_text", [Guid source, Guid part, string[] words, string, bool, bool, short]):
                Texts[(source, part)] = words;
                break;
            case ("update workspace.case_scope set awaits_person = nullif", [Guid person, Guid thing]):
                Scopes[thing] = Scopes[thing] with { AwaitedBy = Known(person) };
                break;
            case ("insert into workspace.content_name", _):
                // No file stands behind the content of the data set.
                break;
            default:
                throw new InvalidOperationException($"The generator does not know what this does, and has to learn it: {sql}");
        }
    }

    // The projections send what is not there as an empty value.
    private static Guid? Known(Guid id) => id == Guid.Empty ? null : id;

    private static string Beginning(string sql) => sql.Trim().Split('(')[0].Trim();

    private void End(Func<(Guid Scope, string Subject, string Relation, DateTimeOffset Since), bool> which)
    {
        foreach (var key in Relations.Keys.Where(which).Where(key => Relations[key].Until is not { } until || until > _now).ToList())
        {
            Relations[key] = (_now, Relations[key].Unit);
        }
    }

    /// <summary>Takes the place of a session while a projection runs.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Performance", "CA1852:Seal internal types", Justification = "The proxy is derived from it while it runs.")]
    internal class Recorder : DispatchProxy
    {
        public Action<string, object[]> Written { get; set; } = (_, _) => { };

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod?.Name is not nameof(IDocumentOperations.QueueSqlCommand) || args is not [string sql, object[] values])
            {
                throw new InvalidOperationException($"The generator does not know what {targetMethod?.Name} does in a projection, and has to learn it.");
            }

            Written(sql, values);
            return null;
        }
    }
}

/// <summary>What a thing is as far as access is concerned, and for whom it waits.</summary>
internal sealed record PlacedThing(string Kind, Guid? File, string? Number, Guid? Holder, Awaits? Awaits, DateTimeOffset? Due)
{
    /// <summary>The one person for whom it waits by what a projection says, and not by its snapshot.</summary>
    public Guid? AwaitedBy { get; init; }
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
