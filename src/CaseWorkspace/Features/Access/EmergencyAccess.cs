using JasperFx.Events;

namespace CaseWorkspace.Features.Access;

/// <summary>One entry into a file by somebody without a relation to it, from taking emergency access to the auditor's finding.</summary>
/// <param name="Until">When access ends by itself, or ended.</param>
/// <param name="State">A code of the list <c>break-glass-state</c>.</param>
/// <param name="Verdict">The auditor's; null until reviewed.</param>
public sealed record EmergencyAccess(
    Guid Id, Guid File, string Number, Guid By, string Role, string Reason, DateTimeOffset OpenedAt, DateTimeOffset Until, string State,
    string? Verdict, string? Reasons, string? Measures)
{
    /// <summary>How long it lasts.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(4);

    /// <summary>Whether the auditor allowed further entries in spite of this one.</summary>
    public bool Reopened { get; init; }

    /// <summary>Whether it stands against a further entry of the same person: not reviewed yet, or not justified.</summary>
    public bool ClosesTheWay => !Reopened && (State is Open || Verdict is ReviewEmergencyAccess.NotJustified);

    public const string Open = "to-review";
    public const string Reviewed = "reviewed";

    public static EmergencyAccess Create(IEvent<EmergencyAccessTaken> broken) => new(
        broken.StreamId, broken.Data.File, broken.Data.Number, broken.Data.By, broken.Data.Role, broken.Data.Reason, broken.Timestamp,
        broken.Data.Until, Open, null, null, null);

    public EmergencyAccess Apply(IEvent<EmergencyAccessClosed> closed) => this with { Until = closed.Timestamp < Until ? closed.Timestamp : Until };

    public EmergencyAccess Apply(EmergencyAccessReopened _) => this with { Reopened = true };

    public EmergencyAccess Apply(EmergencyAccessReviewed reviewed) => this with
    {
        State = Reviewed,
        Verdict = reviewed.Verdict,
        Reasons = reviewed.Reasons,
        Measures = reviewed.Measures,
    };
}
