using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.Platform.Actors.Role;
using static CaseWorkspace.Platform.Policy.Relation;

namespace CaseWorkspace.Features.Access;

/// <summary>Rows that the rules of several features have in common: who works on a file, who looks, who answers for who is on it.</summary>
public static class RuleRows
{
    /// <summary>People who work on a file: its investigators, the head of its unit, its prosecutor.</summary>
    public static IEnumerable<Rule> OnFile(Operation operation, string? condition = null) =>
    [
        new(operation, Investigator, [Lead, Member], condition),
        new(operation, Supervisor, [UnitSupervisor, Lead], condition),
        new(operation, Prosecutor, [SupervisingProsecutor], condition),
    ];

    /// <summary>People who work on a file, and the person who took emergency access for as long as it lasts: looking, never changing.</summary>
    public static IEnumerable<Rule> Looking(Operation operation) =>
        OnFile(operation).Select(rule => rule with { Relations = [.. rule.Relations, Relation.EmergencyAccess] });

    /// <summary>
    /// Lists and searches name no file in the journal: a person who took emergency access looks at the one file, where each read is an entry that
    /// the auditor is shown.
    /// </summary>
    public static IEnumerable<Rule> NotByEmergencyAccess(IEnumerable<Rule> rules) =>
        rules.Select(rule => rule with { Relations = [.. rule.Relations.Except([Relation.EmergencyAccess])] });

    /// <summary>People who answer for who is on the file.</summary>
    public static IEnumerable<Rule> LedBy(Operation operation, string? condition = null) =>
    [
        new(operation, Investigator, [Lead], condition),
        new(operation, Supervisor, [UnitSupervisor], condition),
    ];

    /// <summary>People who work on files, where no relation is asked for.</summary>
    public static IEnumerable<Rule> Anywhere(Operation operation, string? condition = null, bool stepUp = false) =>
    [
        new(operation, Investigator, [], condition, stepUp),
        new(operation, Supervisor, [], condition, stepUp),
        new(operation, Prosecutor, [], condition, stepUp),
    ];
}
