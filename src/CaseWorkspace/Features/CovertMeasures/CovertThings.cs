using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What a covert measure is to the rest of the workspace.</summary>
internal static class CovertThings
{
    /// <summary>The kind of a covert measure.</summary>
    internal const string Measure = "covert-measure";

    internal static IReadOnlyList<ThingDescriptor> All { get; } =
    [
        new(Measure)
        {
            Page = "/covert-measures",
            Number = @"(?:S-\d+/)?CM-\d+",
            Counted = ThingDescriptor.LyingInParts(Measure),
            Owed = "s.awaits_relation is not null",
            HasDeadline = true,
            IsSecret = true,
            // Nobody outside learns of it before the person does: it was served, or there never was one.
            KeepsSealed =
                """
                not coalesce((select d.data ->> 'notification' = 'served' or d.data ->> 'state' = 'withdrawn'
                              from workspace.mt_doc_covertmeasure d where d.id = s.id), false)
                """,
            // It says against whom it is directed, and whose number or account it is.
            KeyedByItself = typeof(CovertMeasure),
            States =
            [
                new("covert-state", active: [CovertMeasure.States.Running], waiting: [CovertMeasure.States.Ended], done: [CovertMeasure.States.Settled], quiet: [CovertMeasure.States.Withdrawn]),
                new("notification-state", waiting: [CovertMeasure.Notifications.Due], quiet: [CovertMeasure.Notifications.Postponed], done: [CovertMeasure.Notifications.Served]),
            ],
            Events =
            [
                new("covert-measure-recorded", ["file", "number", "content", "controlDue", "by", "at", "subFile"]),
                new("covert-measure-corrected", ["content", "controlDue", "reason", "by", "at"]) { Quoted = "reason" },
                new("covert-measure-withdrawn", ["reason", "by", "at"]) { Quoted = "reason" },
                new("covert-measure-extended", ["ruling", "until", "by", "at"]),
                new("covert-control-recorded", ["finding", "court", "rulingNumber", "ruledOn", "by", "at"]),
                new("covert-measure-ended", ["ground", "endedAt", "note", "notifyDue", "by", "at"]) { Quoted = "note" },
                new("covert-notification-postponed", ["ruling", "until", "by", "at"]),
                new("covert-notification-served", ["servedAt", "how", "toWhom", "settleDue", "by", "at"]),
                new("covert-material-settled", ["outcome", "settledAt", "doneBy", "reason", "drawnUp", "by", "at"]) { Quoted = "reason" },
                new("covert-step-taken-back", ["step", "reason", "by", "at"]) { Quoted = "reason" },
            ],
        },
    ];
}
