using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.Access;

/// <summary>What an emergency access is to the rest of the workspace.</summary>
internal static class AccessThings
{
    /// <summary>The kind of somebody's entry into a file without a relation to it.</summary>
    internal const string EmergencyAccess = "break-glass";

    internal static IReadOnlyList<ThingDescriptor> All { get; } =
    [
        new(EmergencyAccess)
        {
            States = [new("break-glass-state", waiting: ["to-review"], done: ["reviewed"])],
            Events =
            [
                new("glass-broken", ["file", "number", "by", "role", "until"], ["reason"]) { Quoted = "reason" },
                new("glass-closed", [], []),
                new("glass-reviewed", ["verdict"], ["reasons", "measures"]) { Quoted = "reasons" },
                new("emergency-access-reopened", [], ["reason"]) { Quoted = "reason" },
            ],
        },
    ];
}
