using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Access;

/// <summary>The reviews that the auditor owes, on the desk until they are done.</summary>
public sealed class EmergencyAccessDesk : IDeskSource
{
    /// <summary>A review is owed within three days; the desk says when that is over.</summary>
    private static readonly TimeSpan Owed = TimeSpan.FromDays(3);

    public IListing<DeskEntry> Waiting(int size) => new FirstRows<EmergencyAccessRow, DeskEntry>(new EmergencyAccessList(true, null, size), row => new DeskEntry(
        row.Id, $"/break-glass/{row.Id}", row.Number, Texts.Get("emergency.desk", row.ByName), "emergency.review", row.State, "break-glass-state",
        row.OpenedAt + Owed, null, Urgent: true));
}
