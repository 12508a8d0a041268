using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.People;

/// <summary>Records of which somebody else proposed the erasure, where the reader may decide on it; the oldest first. By their number alone.</summary>
public sealed record ErasuresToDecide(int Size) : IListing<DeskEntry>
{
    public Operation Operation => PeopleOperations.ListErasuresToDecide;

    public string Sql =>
        $$"""
        select d.id, concat_ws(' ', f.number, d.data ->> 'number'), h.level
        from visible v
        join workspace.case_scope s on s.holder = v.scope and s.kind = 'recorded-person'
        join workspace.mt_doc_recordedperson d on d.id = s.id
        join workspace.case_scope f on f.id = s.file
        join workspace.case_scope h on h.id = s.holder
        where d.data #>> '{erasure,state}' = 'proposed' and (d.data #>> '{erasure,by}')::uuid <> @_actor
          and not ({{PersonAudiences.IsRestricted}})
        order by d.id limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public DeskEntry Read(DbDataReader reader) => new(
        reader.GetGuid(0), $"/people/{reader.GetGuid(0)}", reader.GetString(1), Texts.Get("person.someone"), "person.desk.erasure", RecordErasure.Proposed,
        "erasure-state", null, null, reader.GetString(2), null, $"/people/{reader.GetGuid(0)}?act={DecideOnErasure.Act.Verb}");

    public string Cursor(DeskEntry row) => row.Id.ToString();
}
