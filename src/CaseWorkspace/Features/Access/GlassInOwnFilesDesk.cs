using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Access;

/// <summary>A person who leads or supervises a file is told at once that somebody entered it without standing to it, and for a day.</summary>
public sealed class GlassInOwnFilesDesk(TimeProvider clock) : IDeskSource
{
    private static readonly TimeSpan Told = TimeSpan.FromDays(1);

    public IListing<DeskEntry> Waiting(int size) => new FirstRows<BreakGlassRow, DeskEntry>(new GlassInOwnFiles(clock.GetUtcNow() - Told, size), row => new DeskEntry(
        row.Id, $"/files/{row.File}/timeline", row.Number, Said(row), "glass.desk.look", row.State, "break-glass-state",
        null, null, Urgent: true));

    private string Said(BreakGlassRow row) => row.Until > clock.GetUtcNow()
        ? Texts.Get("glass.desk.own", row.ByName, LocalTime.Brief(row.Until, clock.GetUtcNow())) : Texts.Get("glass.desk", row.ByName);
}
