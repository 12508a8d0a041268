using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The requests that wait for the person, on the desk.</summary>
public sealed class RequestDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new FirstRows<RequestRow, DeskEntry>(new RequestsToActOn(null, size), row => new DeskEntry(
        row.Id, $"/requests/{row.Id}", row.Number,
        string.Join(" · ", new[] { row.Subject ?? CodeLists.Label("state", row.Country), row.Why is null ? null : CodeLists.Label("request-left", row.Why) }.OfType<string>()),
        $"request.verb.{row.Verb}", row.State, "request-state", row.WaitsUntil, row.Country, row.Level, row.Handling,
        InformationRequestActs.AddressOf(row.Id, row.Verb!)));
}
