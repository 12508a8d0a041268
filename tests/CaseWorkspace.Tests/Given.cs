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

/// <summary>
/// Tests of decisions in the form given events / when command / then events or refusal:
/// <code>Given.Events&lt;Investigation&gt;(opened).When(new AddNote(id, "text")).Then(new NoteAdded("text"));</code>
/// </summary>
internal static class Given
{
    /// <summary>The time of every decision in these tests.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Nothing has happened in the stream yet.</summary>
    public static Given<TState> Nothing<TState>() where TState : class => Events<TState>();

    /// <summary>This has happened in the stream, in order, by some investigator.</summary>
    public static Given<TState> Events<TState>(params object[] events) where TState : class =>
        Events<TState>(Person(Role.Investigator), events);

    /// <summary>This has happened in the stream, in order, by the actor.</summary>
    public static Given<TState> Events<TState>(Actor by, params object[] events) where TState : class =>
        new Given<TState>(Guid.CreateVersion7(), [], new DecisionContext(by, Now)).And(by, events);

    /// <summary>Somebody in the role.</summary>
    public static Actor Person(Role role, string unit = "unit-1", params string[] postings) =>
        new(Guid.CreateVersion7(), role.Code(), [role], unit, [.. postings], "session");
}

/// <summary>What has happened, who acts, and what the decision may know beside.</summary>
/// <param name="Id">The stream.</param>
/// <param name="Happened">Its events, with who caused them and when.</param>
/// <param name="Facts">What the pipeline would have gathered.</param>
internal sealed record Given<TState>(Guid Id, ImmutableList<IEvent> Happened, DecisionContext Facts) where TState : class
{
    private (ImmutableList<IEvent>? Of, TState? State) _folded;

    /// <summary>The aggregate as it stands after what has happened; null when nothing has.</summary>
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

    /// <summary>The events alone.</summary>
    public ImmutableArray<object> Past => [.. Happened.Select(one => one.Data)];

    /// <summary>This happened as well.</summary>
    public Given<TState> And(Actor by, params object[] events) =>
        this with { Happened = events.Aggregate(Happened, (before, one) => before.Add(Wrap(one, by, before.Count + 1))) };

    /// <summary>The actor, instead of some investigator.</summary>
    public Given<TState> By(Actor actor) => this with { Facts = Facts with { Actor = actor } };

    /// <summary>At another time.</summary>
    public Given<TState> At(DateTimeOffset now) => this with { Facts = Facts with { Now = now } };

    /// <summary>The number drawn for the command.</summary>
    public Given<TState> Drawing(long number) => this with { Facts = Facts with { Number = number } };

    /// <summary>Somebody heads the unit of which the command asks.</summary>
    public Given<TState> Headed() => this with { Facts = Facts with { HasHead = true } };

    /// <summary>Somebody holds the relation of which the command asks.</summary>
    public Given<TState> Held() => this with { Facts = Facts with { IsHeld = true } };

    /// <summary>What was read for the fact of which the command asks.</summary>
    public Given<TState> Finding<T>(params T[] rows) => this with { Facts = Facts with { Found = rows } };

    /// <summary>The thing that decided on access lies in the sealed sub-file.</summary>
    public Given<TState> Inside(Guid part, Guid file, params Relation[] relations) =>
        this with { Facts = Facts with { Scope = new CaseScope(Id, "test", file, [.. relations]) { Holder = part }, OwnDuties = Someone.DutiesOf(relations) } };

    /// <summary>The thing that decided on access, and the actor's relations to it.</summary>
    public Given<TState> In(string kind, Guid id, params Relation[] relations) =>
        this with { Facts = Facts with { Scope = new CaseScope(id, kind, id, [.. relations]), OwnDuties = Someone.DutiesOf(relations) } };

    /// <summary>The actor stands in these relations to the thing that decided on access.</summary>
    public Given<TState> WithRelations(params Relation[] relations) => In("test", Id, relations);

    /// <summary>The file is closed, or open.</summary>
    public Given<TState> Closed(bool isClosed = true) => this with { Facts = Facts with { Scope = Facts.Scope! with { IsClosed = isClosed } } };

    /// <summary>There is a file of the number that the command reaches for, and the actor's relations to it.</summary>
    public Given<TState> Reaching(Guid file, string number, params Relation[] relations) =>
        this with { Facts = Facts with { Reached = new CaseScope(file, ThingKind.Investigation, file, [.. relations]) { Number = number } } };

    /// <summary>People known to the workspace.</summary>
    public Given<TState> Knowing(params Colleague[] people) => this with
    {
        Facts = Facts with { People = Facts.People.Values.Concat(people).Reverse().DistinctBy(person => person.Id).ToDictionary(person => person.Id) },
    };

    /// <summary>The workspace knows the person, who stands in these relations to what the command names.</summary>
    public Given<TState> Knowing(Actor person, params Relation[] relations) => Knowing(person.AsColleague(relations));

    /// <summary>The things the command uses are there for the actor.</summary>
    public Given<TState> Using(string kind, Guid? file, params Guid[] things) => this with
    {
        Facts = Facts with
        {
            Used = Facts.Used.Concat(things.Select(id => KeyValuePair.Create(id, new CaseScope(id, kind, file, [Relation.Member]))))
                .DistinctBy(one => one.Key).ToDictionary(),
        },
    };

    /// <summary>The command uses a sub-file of the file, sealed or open by now.</summary>
    public Given<TState> UsingPart(Guid file, Guid part, bool isSealed = true) => this with
    {
        Facts = Facts with
        {
            Used = Facts.Used.Append(KeyValuePair.Create(
                part, new CaseScope(part, ThingKind.SubFile, file, [Relation.UnitSupervisor]) { Holder = isSealed ? part : file })).ToDictionary(),
        },
    };

    /// <summary>What the command leads to.</summary>
    public Consequence<TState> When(ICommand<TState> command) => new(this, command.Decide(State, Facts));

    /// <summary>What the command leads to, by the actor.</summary>
    public Consequence<TState> When(ICommand<TState> command, Actor by) => By(by).When(command);

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

/// <summary>What a command led to.</summary>
internal sealed record Consequence<TState>(Given<TState> Given, Decision Decision) where TState : class
{
    /// <summary>What has happened now, the command's events included; a refused command changes nothing.</summary>
    public Given<TState> And => Given.And(Given.Facts.Actor, [.. Decision.Events]);

    /// <summary>The aggregate as it stands now.</summary>
    public TState State => And.State.ShouldNotBeNull();

    /// <summary>Exactly these events, in order; none: accepted, and nothing changes.</summary>
    public Consequence<TState> Then(params object[] events)
    {
        Decision.Refusal.ShouldBeNull();
        Decision.Events.Select(Written).ShouldBe(events.Select(Written));
        return this;
    }

    /// <summary>And this, in another stream.</summary>
    public Consequence<TState> ThenAlso(Guid stream, object happened)
    {
        Decision.Elsewhere.Select(one => (one.Stream, Written(one.Event))).ShouldBe([(stream, Written(happened))]);
        return this;
    }

    /// <summary>A refusal with the code, by a rule of the field.</summary>
    public Consequence<TState> ThenRefused(string code)
    {
        var refusal = Decision.Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(code);
        refusal.Kind.ShouldBe(RefusalKind.Rule);
        Decision.Events.ShouldBeEmpty();
        return this;
    }

    /// <summary>A refusal with the code, at the field.</summary>
    public Consequence<TState> ThenRefused(string code, string field)
    {
        ThenRefused(code);
        Decision.Refusal!.Faults.Select(fault => fault.Field).ShouldBe([field]);
        return this;
    }

    /// <summary>Answered as if it were not there.</summary>
    public Consequence<TState> ThenMissing()
    {
        Decision.Refusal.ShouldBe(Refusal.Missing);
        Decision.Events.ShouldBeEmpty();
        return this;
    }

    /// <summary>As it would be stored: events are the same when they are stored the same.</summary>
    private static string Written(object happened) =>
        $"{happened.GetType().Name} {JsonSerializer.Serialize(happened, happened.GetType(), Stored.Json)}";
}

/// <summary>JSON as the event store writes it.</summary>
internal static class Stored
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
