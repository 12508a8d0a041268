using JasperFx.Events;

namespace CaseWorkspace.Features.Access;

/// <summary>One entry into a file by somebody who does not stand to it, from breaking the glass to the auditor's finding.</summary>
/// <param name="Until">When access ends by itself, or ended.</param>
/// <param name="State">A code of the list <c>break-glass-state</c>.</param>
/// <param name="Verdict">The auditor's; null until reviewed.</param>
public sealed record BreakGlass(
    Guid Id, Guid File, string Number, Guid By, string Role, string Reason, DateTimeOffset OpenedAt, DateTimeOffset Until, string State,
    string? Verdict, string? Reasons, string? Measures)
{
    /// <summary>How long it lasts.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(4);

    public const string Open = "to-review";
    public const string Reviewed = "reviewed";

    public static BreakGlass Create(IEvent<GlassBroken> broken) => new(
        broken.StreamId, broken.Data.File, broken.Data.Number, broken.Data.By, broken.Data.Role, broken.Data.Reason, broken.Timestamp,
        broken.Data.Until, Open, null, null, null);

    public BreakGlass Apply(IEvent<GlassClosed> closed) => this with { Until = closed.Timestamp < Until ? closed.Timestamp : Until };

    public BreakGlass Apply(GlassReviewed reviewed) => this with
    {
        State = Reviewed,
        Verdict = reviewed.Verdict,
        Reasons = reviewed.Reasons,
        Measures = reviewed.Measures,
    };
}
