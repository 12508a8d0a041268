using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Access;

/// <summary>A person who leads or supervises a file is told at once that somebody entered it without a relation to it, and for a day.</summary>
public sealed class EmergencyAccessToOwnFilesDesk(TimeProvider clock) : IDeskSource
{
    private static readonly TimeSpan Told = TimeSpan.FromDays(1);

    public IListing<DeskEntry> Waiting(int size) => new FirstRows<EmergencyAccessRow, DeskEntry>(new EmergencyAccessToOwnFiles(clock.GetUtcNow() - Told, size), row => new DeskEntry(
        row.Id, $"/files/{row.File}/timeline", row.Number, Said(row), "emergency.desk.look", row.State, "break-glass-state",
        null, null, Urgent: true));

    private string Said(EmergencyAccessRow row) => row.Until > clock.GetUtcNow()
        ? Texts.Get("emergency.desk.own", row.ByName, LocalTime.Brief(row.Until, clock.GetUtcNow())) : Texts.Get("emergency.desk", row.ByName);
}
