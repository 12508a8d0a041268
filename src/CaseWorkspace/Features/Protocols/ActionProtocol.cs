using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;

namespace CaseWorkspace.Features.Protocols;

/// <summary>For whom it waits, to do what, and until when. The trigger <c>snapshot_awaits</c> carries it into the row by which lists find it.</summary>
/// <param name="Verb">The act that is due.</param>
/// <param name="Relation">The relation of those for whom it waits, beside the person.</param>
/// <param name="Person">Who did the action.</param>
/// <param name="Due">Until when; null: without a deadline.</param>
public sealed record ProtocolAwaits(string Verb, Relation Relation, Guid Person, DateTimeOffset? Due);

/// <summary>Why the draft was given up.</summary>
public sealed record ProtocolWithdrawal(string Reason, Guid By, DateTimeOffset At);

/// <summary>Who signed, who did not and why, and who was given a copy.</summary>
public sealed record ProtocolSigning(IReadOnlyList<ProtocolSignature> Signatures, Guid By, DateTimeOffset At);

/// <summary>What the court found of the action that was done in urgency.</summary>
/// <param name="Finding">A code of the list <c>court-control-finding</c>.</param>
public sealed record CourtControl(string Finding, string Court, string? RulingNumber, DateTimeOffset RuledOn, Guid By, DateTimeOffset At);

/// <summary>The second protocol that corrects this one, or is to.</summary>
/// <param name="Protocol">The second one.</param>
/// <param name="At">When it was begun.</param>
public sealed record ProtocolCorrection(Guid Protocol, string Reason, Guid By, DateTimeOffset At);

/// <summary>A protocol of an investigative action: what was done, by whom, and what was found.</summary>
/// <param name="Content">What it says.</param>
/// <param name="State">A code of the list <c>protocol-state</c>.</param>
/// <param name="ControlDue">Until when a court controls the action; null: no control is owed.</param>
/// <param name="Control">What the court found; null: nothing is recorded yet.</param>
/// <param name="Corrects">The protocol that it corrects; null: none.</param>
/// <param name="Correction">The protocol that corrects it; null: none.</param>
/// <param name="Exhibits">The items of evidence that were registered from it, and from the one that it corrects.</param>
/// <param name="Scan">The item that holds the scan of the signed paper; null: none is registered.</param>
public sealed record ActionProtocol(
    Guid Id,
    Guid File,
    string Number,
    ProtocolContent Content,
    string State,
    Guid DraftedBy,
    DateTimeOffset DraftedAt,
    DateTimeOffset? ControlDue,
    CourtControl? Control,
    ProtocolSigning? Signing,
    ProtocolWithdrawal? Withdrawal,
    Guid? Corrects,
    ProtocolCorrection? Correction,
    IReadOnlyList<ProtocolExhibit> Exhibits,
    Guid? Scan)
{
    /// <summary>For whom it waits; null: for nobody.</summary>
    public ProtocolAwaits? Awaits =>
        IsControlOwed ? new ProtocolAwaits("record-control", Relation.Lead, Content.DoneBy, ControlDue)
        : State is States.Draft ? new ProtocolAwaits("sign", Relation.Lead, Content.DoneBy, null)
        : null;

    /// <summary>Whether a court has still to control the action. Until a correction is signed, that is asked of the first protocol.</summary>
    [JsonIgnore]
    public bool IsControlOwed => ControlDue is not null && Control is null && IsControlled;

    /// <summary>Whether the court's control is recorded of this protocol, and not of another.</summary>
    [JsonIgnore]
    public bool IsControlled => State is States.Final || (State is States.Draft && Corrects is null);

    /// <summary>Whether it says all without which nobody signs it.</summary>
    [JsonIgnore]
    public bool IsComplete => Content is { Ended: not null, Found: not null };

    public static ActionProtocol Create(IEvent<ProtocolDrafted> drafted) => new(
        drafted.StreamId, drafted.Data.File, drafted.Data.Number, drafted.Data.Content, States.Draft, drafted.Data.By, drafted.Data.At, drafted.Data.ControlDue,
        null, null, null, drafted.Data.Corrects, null, drafted.Data.Exhibits, null);

    public ActionProtocol Apply(ProtocolChanged changed) => this with { Content = changed.Content, ControlDue = changed.ControlDue };

    public ActionProtocol Apply(ProtocolWithdrawn withdrawn) => this with
    {
        State = States.Withdrawn,
        Withdrawal = new ProtocolWithdrawal(withdrawn.Reason, withdrawn.By, withdrawn.At),
    };

    public ActionProtocol Apply(ProtocolSigned signing) => this with
    {
        State = States.Final,
        Signing = new ProtocolSigning(signing.Signatures, signing.By, signing.At),
    };

    public ActionProtocol Apply(CourtControlRecorded recorded) => this with
    {
        Control = new CourtControl(recorded.Finding, recorded.Court, recorded.RulingNumber, recorded.RuledOn, recorded.By, recorded.At),
    };

    public ActionProtocol Apply(ProtocolCorrectionBegun begun) => this with { Correction = new ProtocolCorrection(begun.Protocol, begun.Reason, begun.By, begun.At) };

    public ActionProtocol Apply(ProtocolCorrectionDropped dropped) => this with { Correction = null };

    public ActionProtocol Apply(ProtocolCorrected corrected) => this with { State = States.Corrected };

    public ActionProtocol Apply(ExhibitsRegistered registered) => this with { Exhibits = [.. Exhibits, .. registered.Exhibits] };

    public ActionProtocol Apply(ProtocolScanRegistered registered) => this with { Scan = registered.Item };

    /// <summary>Codes of the list <c>protocol-state</c>.</summary>
    public static class States
    {
        public const string Draft = "draft";
        public const string Final = "signed";
        public const string Corrected = "corrected";
        public const string Withdrawn = "withdrawn";
    }
}
