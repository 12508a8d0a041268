using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Restricted files whose lead suggested a supervisor, for the people who may confirm one.</summary>
public sealed record RestrictionsToConfirm(int Size) : IListing<DeskEntry>
{
    public Operation Operation => InvestigationOperations.ListRestrictionsToConfirm;

    public string Sql =>
        """
        select d.id, d.data ->> 'number', coalesce(p.name, ''), d.data ->> 'state', s.level
        from workspace.case_scope s
        join workspace.mt_doc_investigation d on d.id = s.id
        left join workspace.person p on p.id = (d.data ->> 'proposedSupervisor')::uuid
        where s.kind = 'investigation' and s.awaits_relation is not null and s.id in (select scope from visible)
        order by d.id limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public DeskEntry Read(DbDataReader reader) => new(
        reader.GetGuid(0), $"/files/{reader.GetGuid(0)}/team", reader.GetString(1), Texts.Get("file.restrict.desk", reader.GetString(2)),
        "file.restrict.confirm", reader.GetString(3), "investigation-state", null, null, reader.GetString(4));

    public string Cursor(DeskEntry row) => row.Id.ToString();
}
