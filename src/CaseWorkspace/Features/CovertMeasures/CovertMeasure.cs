using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>For whom a measure waits, to do what, and until when. The trigger <c>snapshot_awaits</c> carries it into the row by which lists find it.</summary>
/// <param name="Verb">The act that is due.</param>
/// <param name="Relation">The relation of those for whom it waits: of the sub-file in which it lies.</param>
/// <param name="Person">Nobody alone: all in that relation.</param>
/// <param name="Due">Until when; null: without a deadline.</param>
public sealed record CovertAwaits(string Verb, Relation Relation, Guid? Person, DateTimeOffset? Due);

/// <summary>An extension.</summary>
public sealed record CovertExtension(CovertRuling Ruling, DateTimeOffset Until, Guid By, DateTimeOffset At);

/// <summary>What the court found of the measure that was begun in urgency.</summary>
/// <param name="Finding">A code of the list <c>court-control-finding</c>.</param>
public sealed record CovertControl(string Finding, string Court, string? RulingNumber, DateTimeOffset RuledOn, Guid By, DateTimeOffset At);

/// <summary>That it is over, and why.</summary>
/// <param name="Ground">A code of the list <c>covert-end</c>.</param>
/// <param name="NotifyDue">Until when the person is to be notified, before any postponement.</param>
public sealed record CovertEnd(string Ground, DateTimeOffset EndedAt, string? Note, DateTimeOffset? NotifyDue, Guid By, DateTimeOffset At);

/// <summary>A postponement of the notification.</summary>
public sealed record CovertPostponement(CovertRuling Ruling, DateTimeOffset Until, Guid By, DateTimeOffset At);

/// <summary>The notification that was served.</summary>
/// <param name="How">A code of the list <c>covert-service</c>.</param>
public sealed record CovertDelivery(DateTimeOffset ServedAt, string How, string ToWhom, DateTimeOffset? SettleDue, Guid By, DateTimeOffset At);

/// <summary>What became of the material.</summary>
/// <param name="Outcome">A code of the list <c>covert-material</c>.</param>
/// <param name="DrawnUp">The protocol drawn up of it.</param>
public sealed record CovertSettlement(string Outcome, DateTimeOffset SettledAt, string DoneBy, string Reason, Guid? DrawnUp, Guid By, DateTimeOffset At);

/// <summary>Why there is no such measure.</summary>
public sealed record CovertWithdrawal(string Reason, Guid By, DateTimeOffset At);

/// <summary>A covert measure, from its authorisation until the person was notified and its material is settled.</summary>
/// <param name="Content">What was authorised at first.</param>
/// <param name="ControlDue">Until when a court controls it; null: no control is owed.</param>
/// <param name="Extensions">In the order in which they were recorded, each with a later end.</param>
/// <param name="End">Null: it runs.</param>
/// <param name="Service">Null: nobody was notified yet.</param>
/// <param name="Steps">What was recorded of it, in order: codes of the list <c>covert-step</c>. The last can be taken back.</param>
public sealed record CovertMeasure(
    Guid Id,
    Guid File,
    string Number,
    CovertContent Content,
    DateTimeOffset? ControlDue,
    Guid RecordedBy,
    DateTimeOffset RecordedAt,
    IReadOnlyList<CovertExtension> Extensions,
    CovertControl? Control,
    CovertEnd? End,
    IReadOnlyList<CovertPostponement> Postponements,
    CovertDelivery? Service,
    IReadOnlyList<CovertSettlement> Settlements,
    IReadOnlyList<string> Steps,
    CovertWithdrawal? Withdrawal)
{
    /// <summary>A code of the list <c>covert-state</c>.</summary>
    public string State => Withdrawal is not null ? States.Withdrawn : End is null ? States.Running : Service is not null && Settlements.Count > 0 ? States.Settled : States.Ended;

    /// <summary>A code of the list <c>notification-state</c>; null: as long as it runs nobody is notified.</summary>
    public string? Notification =>
        Withdrawal is not null || End is null ? null : Service is not null ? Notifications.Served : Postponements.Count > 0 ? Notifications.Postponed : Notifications.Due;

    /// <summary>When its period ends, as extended.</summary>
    public DateTimeOffset Until => Extensions is [.., var last] ? last.Until : Content.Until;

    /// <summary>Until when the person is to be notified, as postponed; null: it runs, or the table of terms says nothing.</summary>
    public DateTimeOffset? NotifyDue => Postponements is [.., var last] ? last.Until : End?.NotifyDue;

    /// <summary>For whom it waits; null: for nobody any more.</summary>
    public CovertAwaits? Awaits =>
        Withdrawal is not null ? null
        : IsControlOwed ? Waiting("record-control", ControlDue)
        : End is null ? Waiting("end", IsUnlawful ? Control!.RuledOn : Until)
        : Service is null ? Waiting("serve", NotifyDue)
        : Settlements.Count is 0 ? Waiting("settle", Service.SettleDue)
        : null;

    /// <summary>Whether a court has still to control it.</summary>
    [JsonIgnore]
    public bool IsControlOwed => ControlDue is not null && Control is null;

    /// <summary>Whether the court found it unlawful: it does not go on.</summary>
    [JsonIgnore]
    public bool IsUnlawful => Control?.Finding is "unlawful";

    public static CovertMeasure Create(IEvent<CovertMeasureRecorded> recorded) => new(
        recorded.StreamId, recorded.Data.File, recorded.Data.Number, recorded.Data.Content, recorded.Data.ControlDue, recorded.Data.By, recorded.Data.At,
        [], null, null, [], null, [], [], null);

    public CovertMeasure Apply(CovertMeasureCorrected corrected) => this with { Content = corrected.Content, ControlDue = corrected.ControlDue };

    public CovertMeasure Apply(CovertMeasureWithdrawn withdrawn) => this with { Withdrawal = new CovertWithdrawal(withdrawn.Reason, withdrawn.By, withdrawn.At) };

    public CovertMeasure Apply(CovertMeasureExtended extended) => this with
    {
        Extensions = [.. Extensions, new CovertExtension(extended.Ruling, extended.Until, extended.By, extended.At)],
        Steps = [.. Steps, Done.Extended],
    };

    public CovertMeasure Apply(CovertControlRecorded recorded) => this with
    {
        Control = new CovertControl(recorded.Finding, recorded.Court, recorded.RulingNumber, recorded.RuledOn, recorded.By, recorded.At),
        Steps = [.. Steps, Done.Controlled],
    };

    public CovertMeasure Apply(CovertMeasureEnded ended) => this with
    {
        End = new CovertEnd(ended.Ground, ended.EndedAt, ended.Note, ended.NotifyDue, ended.By, ended.At),
        Steps = [.. Steps, Done.Ended],
    };

    public CovertMeasure Apply(CovertNotificationPostponed postponed) => this with
    {
        Postponements = [.. Postponements, new CovertPostponement(postponed.Ruling, postponed.Until, postponed.By, postponed.At)],
        Steps = [.. Steps, Done.Postponed],
    };

    public CovertMeasure Apply(CovertNotificationServed served) => this with
    {
        Service = new CovertDelivery(served.ServedAt, served.How, served.ToWhom, served.SettleDue, served.By, served.At),
        Steps = [.. Steps, Done.Served],
    };

    public CovertMeasure Apply(CovertMaterialSettled settled) => this with
    {
        Settlements = [.. Settlements, new CovertSettlement(settled.Outcome, settled.SettledAt, settled.DoneBy, settled.Reason, settled.DrawnUp, settled.By, settled.At)],
        Steps = [.. Steps, Done.Settled],
    };

    public CovertMeasure Apply(CovertStepTakenBack back)
    {
        var before = this with { Steps = [.. Steps.SkipLast(1)] };
        return back.Step switch
        {
            Done.Extended => before with { Extensions = [.. Extensions.SkipLast(1)] },
            Done.Controlled => before with { Control = null },
            Done.Ended => before with { End = null },
            Done.Postponed => before with { Postponements = [.. Postponements.SkipLast(1)] },
            Done.Served => before with { Service = null },
            _ => before with { Settlements = [.. Settlements.SkipLast(1)] },
        };
    }

    private static CovertAwaits Waiting(string verb, DateTimeOffset? due) => new(verb, Relation.Lead, null, due);

    /// <summary>Codes of the list <c>covert-state</c>.</summary>
    public static class States
    {
        public const string Running = "running";
        public const string Ended = "ended";
        public const string Settled = "settled";
        public const string Withdrawn = "withdrawn";
    }

    /// <summary>Codes of the list <c>notification-state</c>.</summary>
    public static class Notifications
    {
        public const string Due = "due";
        public const string Postponed = "postponed";
        public const string Served = "served";
    }

    /// <summary>Codes of the list <c>covert-step</c>.</summary>
    public static class Done
    {
        public const string Extended = "extended";
        public const string Controlled = "controlled";
        public const string Ended = "ended";
        public const string Postponed = "postponed";
        public const string Served = "served";
        public const string Settled = "settled";
    }
}
