using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The requests of a file as they stood at a time, oldest first.</summary>
public sealed record RequestsAsOf(Guid Thing, DateTimeOffset At, string? After, int Size) : IHistoryQuery
{
    public Operation Operation => InformationRequestOperations.ListAsOf;

    public string Kind => RequestThings.Request;

    public bool Was(object state) => state is InformationRequest { Investigation: { } file } && file == Thing;
}
