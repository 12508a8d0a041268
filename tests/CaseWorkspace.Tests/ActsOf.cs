using System.Text.Json;
using CaseWorkspace.Features;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Shouldly;

namespace CaseWorkspace.Tests;

/// <summary>Compares what page, desk and API say can be done with what the commands answer.</summary>
internal static class ActsOf
{
    private static readonly AccessPolicy Policy = new(AllFeatures.Rules);

    /// <summary>The verbs that are open to the actor, as a read reads what the preconditions ask.</summary>
    public static IReadOnlyList<string> OpenTo<TState>(this Acts<TState> acts, TState state, DecisionContext context) where TState : class
    {
        // As the statement does: the duties of those alone of whom a precondition asks them.
        var asked = acts.All.SelectMany(act => act.AsksDutiesOf).Any(relation => context.Scope?.Relations.Contains(relation) == true);
        var facts = JsonSerializer.Serialize(
            new { state, scope = context.Scope, ownDuties = asked ? context.OwnDuties : null, isHeld = context.IsHeld }, Stored.Json);
        return acts.Read(facts).OpenTo(context.Actor, context.Now, Policy);
    }

    /// <summary>
    /// Whether the command is refused by policy or precondition, for any data; a fault of the data names a field.
    /// </summary>
    public static bool CannotBeDone<TState>(ICommand<TState> command, TState state, DecisionContext context) where TState : class
    {
        var allowed = Policy.AllowsWithoutRelation(command.Operation, context.Actor)
            || Policy.Sufficient(command.Operation, context.Actor).Any(relation => context.Scope?.Relations.Contains(relation) == true);
        return !allowed || !command.Operation.IsPossible(context.Scope?.IsClosed == true) || command.Decide(state, context).Refusal is { Faults.IsEmpty: true };
    }

    /// <summary>Each verb is open to exactly those whose command can be done.</summary>
    public static void ShouldAgree<TState>(
        this Acts<TState> acts, TState state, DecisionContext context, IReadOnlyDictionary<string, ICommand<TState>> commands) where TState : class
    {
        var open = acts.OpenTo(state, context);
        foreach (var (verb, command) in commands)
        {
            open.Contains(verb).ShouldBe(!CannotBeDone(command, state, context), $"{context.Actor.Name} ({string.Join(", ", context.Scope?.Relations ?? [])}) is to {verb}");
        }
    }
}
