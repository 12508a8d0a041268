using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using JasperFx.Events;
using Shouldly;

namespace CaseWorkspace.Tests;

/// <summary>Where a test of a decision begins: given events / when command / then events or a refusal.</summary>
public static class Given
{
    /// <summary>The time at which tests take place.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    /// <summary>The stream does not exist yet.</summary>
    public static History<TState> Nothing<TState>() where TState : class => new(Guid.CreateVersion7(), [], new DecisionContext(Someone.Investigator, Now));

    /// <summary>These events happened, by the actor.</summary>
    public static History<TState> Events<TState>(Actor by, params object[] events) where TState : class =>
        Nothing<TState>().And(by, events);
}

/// <summary>What happened in a stream, and the facts that the next decision will know.</summary>
/// <param name="Id">The stream.</param>
/// <param name="Happened">Its events, with who caused them and when.</param>
/// <param name="Facts">What the pipeline would have gathered.</param>
public sealed record History<TState>(Guid Id, ImmutableList<IEvent> Happened, DecisionContext Facts) where TState : class
{
    private (ImmutableList<IEvent>? Of, TState? State) _folded;

    /// <summary>The aggregate as Marten would fold it.</summary>
    public TState? State
    {
        get
        {
            if (!ReferenceEquals(_folded.Of, Happened))
            {
                _folded = (Happened, Fold<TState>.Of(Happened));
            }

            return _folded.State;
        }
    }

    /// <summary>This happened as well.</summary>
    public History<TState> And(Actor by, params object[] events) =>
        this with { Happened = events.Aggregate(Happened, (before, one) => before.Add(Wrap(one, by, before.Count + 1))) };

    /// <summary>At another time.</summary>
    public History<TState> At(DateTimeOffset now) => this with { Facts = Facts with { Now = now } };

    /// <summary>The number that the series gives.</summary>
    public History<TState> Drawing(long number) => this with { Facts = Facts with { Number = number } };

    /// <summary>The workspace knows the person, who stands in these relations to the command's scope.</summary>
    public History<TState> Knowing(Actor person, params Relation[] relations) => this with
    {
        Facts = Facts with
        {
            People = new Dictionary<Guid, Colleague>(Facts.People) { [person.Id] = person.AsColleague(relations) },
        },
    };

    /// <summary>The things the command uses are there for the actor.</summary>
    public History<TState> Using(string kind, Guid? file, params Guid[] things) => this with
    {
        Facts = Facts with
        {
            Used = Facts.Used.Concat(things.Select(id => KeyValuePair.Create(id, new CaseScope(id, kind, file, [Relation.Member]))))
                .DistinctBy(one => one.Key).ToDictionary(),
        },
    };

    /// <summary>The actor of the next command stands in these relations to what decides on access.</summary>
    public History<TState> Standing(params Relation[] relations) => this with
    {
        Facts = Facts with { Scope = new CaseScope(Id, "test", Id, [.. relations]) },
    };

    /// <summary>The command is decided.</summary>
    public Decided<TState> When(ICommand<TState> command, Actor by) =>
        new(this, by, command.Decide(State, Facts with { Actor = by }));

    private IEvent Wrap(object data, Actor by, long version)
    {
        var happened = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(data.GetType()), data)!;
        happened.Id = Guid.CreateVersion7();
        happened.StreamId = Id;
        happened.Version = version;
        happened.Timestamp = Facts.Now;
        happened.UserName = by.Id.ToString();
        return happened;
    }
}

/// <summary>What was decided.</summary>
public sealed record Decided<TState>(History<TState> Before, Actor By, Decision Decision) where TState : class
{
    /// <summary>The history with the events of the decision.</summary>
    public History<TState> After => Before.And(By, [.. Decision.Events]);

    /// <summary>Accepted with these events, in this order; answers what follows.</summary>
    public TState Then(params object[] expected)
    {
        Decision.Refusal.ShouldBeNull();
        Decision.Events.Select(Written).ShouldBe(expected.Select(Written));
        return After.State.ShouldNotBeNull();
    }

    /// <summary>Accepted, and nothing changes.</summary>
    public void ThenNothing() => Then();

    /// <summary>Refused by a rule of the field.</summary>
    public void ThenRefused(string code, string? field = null)
    {
        var refusal = Decision.Refusal.ShouldNotBeNull();
        refusal.Kind.ShouldBe(RefusalKind.Rule);
        refusal.Code.ShouldBe(code);
        refusal.Faults.Select(fault => fault.Field).ShouldBe(field is null ? [] : [field]);
        Decision.Events.ShouldBeEmpty();
    }

    /// <summary>Answered like something that does not exist.</summary>
    public void ThenMissing()
    {
        Decision.Refusal.ShouldBe(Refusal.Missing);
        Decision.Events.ShouldBeEmpty();
    }

    /// <summary>As it would be stored: events are the same when they are stored the same.</summary>
    private static string Written(object happened) =>
        happened.GetType().Name + " " + JsonSerializer.Serialize(happened, happened.GetType(), Stored.Json);
}

/// <summary>JSON as the event store writes it.</summary>
public static class Stored
{
    public static JsonSerializerOptions Json { get; } = Make(WorkspaceJson.Apply);

    public static JsonSerializerOptions Strict { get; } = Make(WorkspaceJson.ApplyStrict);

    private static JsonSerializerOptions Make(Action<JsonSerializerOptions> apply)
    {
        var options = new JsonSerializerOptions();
        apply(options);
        return options;
    }
}

/// <summary>Folds events as Marten does: public Create and Apply, of the event or of the event with its metadata.</summary>
internal static class Fold<TState> where TState : class
{
    private static readonly Dictionary<Type, Func<IEvent, TState>> Creates = Methods("Create", BindingFlags.Static)
        .ToDictionary(Taken, method => new Func<IEvent, TState>(one => (TState)method.Invoke(null, [Argument(method, one)])!));

    private static readonly Dictionary<Type, Func<TState, IEvent, TState>> Applies = Methods("Apply", BindingFlags.Instance)
        .ToDictionary(Taken, method => new Func<TState, IEvent, TState>((state, one) => (TState)method.Invoke(state, [Argument(method, one)])!));

    /// <summary>The types of the events that the aggregate takes up.</summary>
    public static IReadOnlyCollection<Type> Takes { get; } = [.. Creates.Keys, .. Applies.Keys];

    /// <summary>The aggregate after the events; null when there are none.</summary>
    public static TState? Of(IEnumerable<IEvent> events) => events.Aggregate((TState?)null, Step);

    private static TState? Step(TState? state, IEvent happened) => state is null
        ? Creates[happened.EventType](happened)
        : Applies.TryGetValue(happened.EventType, out var apply) ? apply(state, happened) : state;

    private static IEnumerable<MethodInfo> Methods(string name, BindingFlags how) =>
        typeof(TState).GetMethods(BindingFlags.Public | how).Where(method => string.Equals(method.Name, name, StringComparison.Ordinal));

    private static Type Parameter(MethodInfo method) => method.GetParameters()[0].ParameterType;

    private static bool WithMetadata(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEvent<>);

    private static Type Taken(MethodInfo method) =>
        WithMetadata(Parameter(method)) ? Parameter(method).GetGenericArguments()[0] : Parameter(method);

    private static object Argument(MethodInfo method, IEvent one) => WithMetadata(Parameter(method)) ? one : one.Data;
}
