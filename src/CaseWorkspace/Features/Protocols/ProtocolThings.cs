using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.Protocols;

/// <summary>What a protocol of an investigative action is to the rest of the workspace.</summary>
internal static class ProtocolThings
{
    /// <summary>The kind of a protocol.</summary>
    internal const string Protocol = "protocol";

    internal static IReadOnlyList<ThingDescriptor> All { get; } =
    [
        new(Protocol)
        {
            Page = "/protocols",
            Number = @"(?:S-\d+/)?AP-\d+",
            IsSource = true,
            Called = "select coalesce(d.data #>> '{content,actionWords}', d.data #>> '{content,place}') from workspace.mt_doc_actionprotocol d where d.id = s.id",
            Counted = ThingDescriptor.LyingInParts(Protocol),
            // A draft that nobody signed, or a court's control that is not recorded.
            Owed = "s.awaits_relation is not null",
            HasDeadline = true,
            // It names participants, some with their addresses: what is said of them can go without the file.
            KeyedByItself = typeof(ActionProtocol),
            States =
            [
                new("protocol-state", waiting: ["draft"], done: ["signed"], quiet: ["corrected", "withdrawn"]),
                new("court-control-finding", done: ["lawful"], bad: ["unlawful"], waiting: ["in-part"]),
            ],
            Events =
            [
                new("protocol-drafted", ["file", "number", "content", "controlDue", "by", "at", "corrects", "exhibits", "subFile"]),
                new("protocol-changed", ["content", "controlDue", "by", "at"]),
                new("protocol-withdrawn", ["reason", "by", "at"]) { Quoted = "reason" },
                new("protocol-signed", ["signatures", "by", "at"]),
                new("court-control-recorded", ["finding", "court", "rulingNumber", "ruledOn", "by", "at"]),
                new("protocol-correction-begun", ["protocol", "reason", "by", "at"]) { Quoted = "reason" },
                new("protocol-correction-dropped", ["protocol", "number", "by", "at"]),
                new("protocol-corrected", ["protocol", "number", "by", "at"]),
                new("exhibits-registered", ["exhibits", "by", "at"]),
                new("protocol-scan-registered", ["item", "by", "at"]),
            ],
        },
    ];
}
