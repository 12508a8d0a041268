using System.Collections.Immutable;
using JasperFx.Events;

namespace CaseWorkspace.Features.Access;

/// <summary>Somebody stands in for somebody who is away.</summary>
public sealed record StandIn(
    Guid Id, Guid Away, ImmutableArray<string> Subjects, Guid Person, DateTimeOffset Since, DateTimeOffset Until, string Reason, Guid NamedBy)
{
    public static StandIn Create(IEvent<StandInNamed> named) => new(
        named.StreamId, named.Data.Away, [.. named.Data.Subjects], named.Data.Person, named.Data.Since, named.Data.Until, named.Data.Reason,
        Guid.TryParse(named.UserName, out var by) ? by : Guid.Empty);

    public StandIn Apply(IEvent<StandInEnded> ended) => this with { Until = ended.Timestamp < Until ? ended.Timestamp : Until };
}
