using CaseWorkspace.Platform.Pipeline;
using JasperFx.Events;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Somebody's question to be let into a file, and what was answered.</summary>
/// <param name="File">The file of the number; null when there is none.</param>
/// <param name="Until">With a granted one: when access ends by itself.</param>
public sealed record AccessAsk(
    Guid Id, string Number, Guid? File, Guid By, string Reason, DateTimeOffset AskedAt, string State, DateTimeOffset? Until, string? Answer)
{
    /// <summary>The file's unit, where the person who asks belongs to it.</summary>
    public string? Unit { get; init; }

    public const string Waiting = "waiting";
    public const string Granted = "granted";
    public const string Refused = "refused";

    /// <summary>A question is answered once; what asks for no file there is has nobody who could answer it.</summary>
    public static Refusal? WhyNotAnswered(AccessAsk ask, ActContext who) =>
        ask.File is null ? Refusal.Missing : ask.State is Waiting ? null : Refusal.Rule("answered-already");

    public static AccessAsk Create(IEvent<AccessAsked> asked) => new(
        asked.StreamId, asked.Data.Number, asked.Data.File, asked.Data.By, asked.Data.Reason, asked.Timestamp, Waiting, null, null)
    {
        Unit = asked.Data.Unit,
    };

    public AccessAsk Apply(AccessGranted granted) => this with { State = Granted, Until = granted.Until, Answer = granted.Reason };

    public AccessAsk Apply(AccessRefused refused) => this with { State = Refused, Answer = refused.Reason };
}
