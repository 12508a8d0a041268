using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Tasks;

/// <summary>Rules that several acts on tasks and instructions have in common.</summary>
internal static class TaskRules
{
    /// <summary>Why the person may not say what became of it; null: it is theirs, or they stand in for its owner, or lead the file.</summary>
    public static Refusal? WhyNotTheirs(CaseTask task, ActContext who) =>
        task.Owner is { } owner && (owner == who.Actor.Id || who.StandsInFor.Contains(owner)) ? null
        : who.As(Role.Investigator, Relation.Lead) || who.As(Role.Supervisor, Relation.Lead) ? null
        : Refusal.Denied("not-your-task");

    /// <summary>The same for who may distribute work: the head of the unit too.</summary>
    public static Refusal? WhyNotTheirsToDistribute(CaseTask task, ActContext who) =>
        who.As(Role.Supervisor, Relation.UnitSupervisor) ? null : WhyNotTheirs(task, who);

    /// <summary>Why nothing is to be done with it; null: it is open.</summary>
    public static Refusal? WhyNotOpen(CaseTask task) => task.State is CaseTask.States.Open ? null : Refusal.Rule("not-in-this-state");

    /// <summary>Why the act is not for it; null: it is an instruction.</summary>
    public static Refusal? WhyNotInstruction(CaseTask task) => task.IsInstruction ? null : Refusal.Rule("no-instruction");

    /// <summary>Why the act is not for it; null: it is no instruction.</summary>
    public static Refusal? WhyNotTask(CaseTask task) => task.IsInstruction ? Refusal.Rule("is-instruction") : null;

    /// <summary>The facts of an act that names an owner or a thing on which it rests.</summary>
    public static IReadOnlyList<Fact> Naming(Guid? owner, Guid? restsOn = null) =>
    [
        .. owner is { } person ? new Fact[] { new PeopleNamed(person) } : [],
        .. restsOn is { } thing ? new Fact[] { new ThingsUsed([thing]) } : [],
    ];

    /// <summary>What is at fault in the owner: somebody who investigates in the file, or in the sealed sub-file; null: nothing, or it is the lead.</summary>
    public static Decision? RefuseOwner(Guid? owner, DecisionContext context, string field = "owner") =>
        owner is not { } person || (context.People.TryGetValue(person, out var named) && named.Here.Any(relation => relation is Relation.Lead or Relation.Member)) ? null
            : Decision.Refuse("owner-not-on-file", field);

    /// <summary>What is at fault in the deadline; null: nothing, or there is none.</summary>
    public static Decision? RefuseDue(DateTimeOffset? due, DecisionContext context, string field = "due") =>
        due <= context.Now ? Decision.Refuse("deadline-passed", field)
        : due > context.Now + StatedTime.LongestRelation ? Decision.Refuse("deadline-too-far", field)
        : null;

    /// <summary>Where something begins, if it may there: open in the file, or in a sealed sub-file of it.</summary>
    public static CaseScope? PlaceOf(Guid file, DecisionContext context) => context.Scope is { IsFile: true } scope && scope.File == file ? scope : null;
}
