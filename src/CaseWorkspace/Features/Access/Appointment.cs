using System.Collections.Immutable;
using JasperFx.Events;

namespace CaseWorkspace.Features.Access;

/// <summary>A colleague's roles, unit and postings; its stream has the id of the person.</summary>
public sealed record Appointment(Guid Id, ImmutableArray<string> Roles, string Unit, ImmutableArray<string> Postings)
{
    public static Appointment Create(IEvent<ColleagueAppointed> appointed) =>
        new(appointed.StreamId, [.. appointed.Data.Roles], appointed.Data.Unit, [.. appointed.Data.Postings]);

    public Appointment Apply(ColleagueAppointed appointed) =>
        this with { Roles = [.. appointed.Roles], Unit = appointed.Unit, Postings = [.. appointed.Postings] };
}
