using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>A row of the list of stand-ins.</summary>
public sealed record StandInRow(
    Guid Id, Guid Away, string AwayName, Guid Person, string PersonName, DateTimeOffset Since, DateTimeOffset Until, string Reason);

/// <summary>Stand-ins that concern the reader: named by, for or to the reader; those that last and those to come, newest first.</summary>
public sealed record StandInList(string? After, int Size) : IListing<StandInRow>
{
    public Operation Operation => AccessOperations.ListStandIns;

    public string Sql =>
        $"""
        select d.id, (d.data ->> 'away')::uuid, coalesce(a.name, ''), (d.data ->> 'person')::uuid, coalesce(p.name, ''),
               (d.data ->> 'since')::timestamptz, (d.data ->> 'until')::timestamptz, d.data ->> 'reason'
        from workspace.mt_doc_standin d
        left join workspace.person a on a.id = (d.data ->> 'away')::uuid
        left join workspace.person p on p.id = (d.data ->> 'person')::uuid
        where @_actor in ((d.data ->> 'away')::uuid, (d.data ->> 'person')::uuid, (d.data ->> 'namedBy')::uuid)
          and (d.data ->> 'until')::timestamptz > now() and (@after::uuid is null or d.id < @after) and {FirstPage.Began(After, "d.id")}
        order by d.id desc limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters) =>
        parameters.AddNullable("after", QueryParameters.Id(After));

    public StandInRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), reader.GetString(4),
        reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<DateTimeOffset>(6), reader.GetString(7));

    public string Cursor(StandInRow row) => row.Id.ToString();
}
