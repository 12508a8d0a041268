using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Who waits to be let into a file, on the desk of the people who answer for it.</summary>
public sealed class AccessAskDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new FirstRows<AccessAskRow, DeskEntry>(new AsksToAnswer(null, size), row => new DeskEntry(
        row.Id, "/access/asks", row.Number, row.Reason is null ? Texts.Get("ask.desk.untold", row.ByName) : Texts.Get("ask.desk", row.ByName, row.Reason), "ask.decide", row.State, "access-ask-state", null, null,
        Act: $"/access/asks?act={row.Id}"));
}
