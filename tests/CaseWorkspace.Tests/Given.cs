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

    /// <summary>This has happened in the stream, in order.</summary>
    public static Given<TState> Events<TState>(params object[] events) where TState : class =>
        new([.. events], Person(Role.Investigator), null, 0, []);

    /// <summary>Somebody in the role.</summary>
    public static Actor Person(Role role, string unit = "unit-1", params string[] postings) =>
        new(Guid.CreateVersion7(), role.Code(), [role], unit, [.. postings], "session");
}

/// <summary>What has happened, who acts, and what the decision may know beside.</summary>
internal sealed record Given<TState>(
    ImmutableArray<object> Past, Actor Actor, CaseScope? Scope, long Number, ImmutableArray<Colleague> People)
    where TState : class
{
    private static readonly Guid Stream = Guid.CreateVersion7();

    /// <summary>The aggregate as it stands after what has happened; null when nothing has.</summary>
    public TState? State => Past.Aggregate((TState?)null, Follow);

    /// <summary>The actor, instead of some investigator.</summary>
    public Given<TState> By(Actor actor) => this with { Actor = actor };

    /// <summary>The thing that decided on access.</summary>
    public Given<TState> In(string kind, Guid id, params Relation[] relations) =>
        this with { Scope = new CaseScope(id, kind, id, [.. relations]) };

    /// <summary>The number drawn for the command.</summary>
    public Given<TState> Drawing(long number) => this with { Number = number };

    /// <summary>People known to the workspace.</summary>
    public Given<TState> Knowing(params Colleague[] people) => this with { People = [.. people] };

    /// <summary>What the command leads to.</summary>
    public Consequence<TState> When(ICommand<TState> command) =>
        new(this, command.Decide(State, new DecisionContext(Actor, Given.Now)
        {
            Scope = Scope,
            Number = Number,
            People = People.ToDictionary(person => person.Id),
        }));

    /// <summary>Does what the event store does: <c>Create</c> for the first event, <c>Apply</c> for the others.</summary>
    private static TState Follow(TState? state, object happened)
    {
        var wrapped = Activator.CreateInstance(typeof(Event<>).MakeGenericType(happened.GetType()), happened)!;
        ((IEvent)wrapped).StreamId = Stream;
        var method = typeof(TState).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance)
            .Single(one => string.Equals(one.Name, state is null ? "Create" : "Apply", StringComparison.Ordinal)
                && one.GetParameters() is [var only] && (only.ParameterType.IsInstanceOfType(happened) || only.ParameterType.IsInstanceOfType(wrapped)));
        var argument = method.GetParameters()[0].ParameterType.IsInstanceOfType(happened) ? happened : wrapped;
        return (TState)method.Invoke(state, [argument])!;
    }
}

/// <summary>What a command led to.</summary>
internal sealed record Consequence<TState>(Given<TState> Given, Decision Decision) where TState : class
{
    private static readonly JsonSerializerOptions Json = MakeJson();

    /// <summary>What has happened now, the command's events included; a refused command changes nothing.</summary>
    public Given<TState> And => Given with { Past = Given.Past.AddRange(Decision.Events) };

    /// <summary>Exactly these events, in order; none: accepted, and nothing changes.</summary>
    public Consequence<TState> Then(params object[] events)
    {
        Decision.Refusal.ShouldBeNull();
        Decision.Events.Select(Written).ShouldBe(events.Select(Written));
        return this;
    }

    /// <summary>A refusal with the code.</summary>
    public Consequence<TState> ThenRefused(string code)
    {
        Decision.Events.ShouldBeEmpty();
        Decision.Refusal.ShouldNotBeNull().Code.ShouldBe(code);
        return this;
    }

    /// <summary>Answered as if it were not there.</summary>
    public Consequence<TState> ThenMissing() => ThenRefused(Refusal.Missing.Code);

    private static string Written(object happened) => $"{happened.GetType().Name} {JsonSerializer.Serialize(happened, happened.GetType(), Json)}";

    private static JsonSerializerOptions MakeJson()
    {
        var options = new JsonSerializerOptions();
        WorkspaceJson.Apply(options);
        return options;
    }
}
