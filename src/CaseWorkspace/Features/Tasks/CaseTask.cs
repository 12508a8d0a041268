using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;

namespace CaseWorkspace.Features.Tasks;

/// <summary>For whom it waits, to do what, and until when. The trigger <c>snapshot_awaits</c> carries it into the row by which lists find it.</summary>
/// <param name="Verb">The act that is due.</param>
/// <param name="Relation">The relation of those for whom it waits.</param>
/// <param name="Person">The one person for whom it waits; null: any in that relation.</param>
/// <param name="Due">Until when; null: without a deadline.</param>
public sealed record TaskAwaits(string Verb, Relation Relation, Guid? Person, DateTimeOffset? Due);

/// <summary>What became of it, as somebody said.</summary>
/// <param name="Code">Of the list <c>task-outcome</c>.</param>
public sealed record TaskOutcome(string Code, string? Text, Guid By, DateTimeOffset At);

/// <summary>What the prosecutor said of a report, or why the instruction was withdrawn.</summary>
public sealed record ProsecutorsWord(string? Text, Guid By, DateTimeOffset At);

/// <summary>What an instruction said before it was changed.</summary>
public sealed record EarlierInstruction(string Text, Guid? RestsOn, Guid? Owner, DateTimeOffset Due, string ReasonOfChange, DateTimeOffset Until);

/// <summary>Something that is to be done in a file: a prosecutor's instruction, or a task.</summary>
/// <param name="Ground">A code of the list <c>task-ground</c>.</param>
/// <param name="Owner">Who is to do it; null: the lead of the file at the time.</param>
/// <param name="State">A code of the list <c>task-state</c>.</param>
/// <param name="Outcome">What became of it; of a report that was sent back it stays until the next one.</param>
/// <param name="Said">The prosecutor's last word on a report, or on the withdrawal; null: none.</param>
/// <param name="Earlier">What an instruction said before, the first words first.</param>
public sealed record CaseTask(
    Guid Id,
    Guid File,
    string Number,
    string Ground,
    string? Title,
    string? Text,
    Guid? RestsOn,
    Guid? Owner,
    DateTimeOffset? Due,
    string? Template,
    Guid MadeBy,
    DateTimeOffset MadeAt,
    string State,
    TaskOutcome? Outcome,
    ProsecutorsWord? Said,
    IReadOnlyList<EarlierInstruction> Earlier)
{
    /// <summary>For whom it waits; null: for nobody any more.</summary>
    public TaskAwaits? Awaits => State switch
    {
        States.Open => new TaskAwaits(IsInstruction ? "report" : "settle", Relation.Lead, Owner, Due),
        States.Reported => new TaskAwaits("accept-report", Relation.SupervisingProsecutor, null, Due),
        _ => null,
    };

    /// <summary>Whether the prosecutor gave it, and it binds.</summary>
    [JsonIgnore]
    public bool IsInstruction => Ground is Grounds.Instruction;

    public static CaseTask Create(IEvent<TaskMade> made) => new(
        made.StreamId, made.Data.File, made.Data.Number, made.Data.Ground, made.Data.What, made.Data.Text, made.Data.RestsOn, made.Data.Owner, made.Data.Due,
        made.Data.Template, made.Data.MadeBy, made.Data.MadeAt, States.Open, null, null, []);

    public static CaseTask Create(IEvent<InstructionGiven> given) => new(
        given.StreamId, given.Data.File, given.Data.Number, Grounds.Instruction, null, given.Data.Text, given.Data.RestsOn, given.Data.Owner, given.Data.Due,
        null, given.Data.GivenBy, given.Data.GivenAt, States.Open, null, null, []);

    public CaseTask Apply(InstructionChanged changed) => this with
    {
        Text = changed.Content.Text,
        RestsOn = changed.Content.RestsOn,
        Owner = changed.Content.Owner,
        Due = changed.Content.Due,
        Earlier = [.. Earlier, new EarlierInstruction(Text!, RestsOn, Owner, Due!.Value, changed.Reason, changed.At)],
    };

    public CaseTask Apply(InstructionWithdrawn withdrawn) => this with { State = States.Withdrawn, Said = new ProsecutorsWord(withdrawn.Reason, withdrawn.By, withdrawn.At) };

    public CaseTask Apply(ComplianceReported reported) => this with
    {
        State = States.Reported,
        Outcome = new TaskOutcome(reported.Outcome, reported.Text, reported.By, reported.At),
    };

    public CaseTask Apply(ComplianceAccepted accepted) => this with { State = Outcome!.Code, Said = new ProsecutorsWord(accepted.Note, accepted.By, accepted.At) };

    public CaseTask Apply(ComplianceReturned returned) => this with { State = States.Open, Said = new ProsecutorsWord(returned.Reason, returned.By, returned.At) };

    public CaseTask Apply(TaskSettled settled) => this with
    {
        State = settled.Outcome,
        Outcome = new TaskOutcome(settled.Outcome, settled.Note, settled.By, settled.At),
    };

    public CaseTask Apply(TaskHandedOver handed) => this with { Owner = handed.Owner };

    public CaseTask Apply(TaskDeadlineMoved moved) => this with { Due = moved.Due };

    public CaseTask Apply(TaskReopened reopened) => this with { State = States.Open, Outcome = null };

    /// <summary>Codes of the list <c>task-state</c>; those of the list <c>task-outcome</c> are among them.</summary>
    public static class States
    {
        public const string Open = "open";
        public const string Reported = "reported";
        public const string Done = "done";
        public const string NotDone = "not-done";
        public const string Withdrawn = "withdrawn";
    }

    /// <summary>Codes of the list <c>task-ground</c>.</summary>
    public static class Grounds
    {
        public const string Instruction = "instruction";
        public const string Own = "own";
        public const string FollowUp = "follow-up";
        public const string Template = "template";
    }
}
