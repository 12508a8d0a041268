using System.Data.Common;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.Evidence;

/// <summary>
/// The items that are offered to the reader and wait for an answer, the oldest first. Number, kind, condition, seal and who offers; the
/// file's number for those to whom the file is open.
/// </summary>
public sealed record CustodyToAnswer(int Size) : IListing<DeskEntry>
{
    public Operation Operation => EvidenceOperations.ListOffered;

    public string Sql =>
        $"""
        select d.id, concat_ws(' ', f.number, case when f.id is null then {EvidenceAudiences.NumberOutside("d.data ->> 'number'")} else d.data ->> 'number' end), d.data ->> 'kind', coalesce(p.name, ''), d.data -> 'offer' ->> 'condition',
               d.data -> 'offer' ->> 'seal'
        from workspace.case_scope s
        join workspace.mt_doc_evidenceitem d on d.id = s.id
        left join workspace.case_scope f on f.id = s.file and s.holder in (select scope from visible)
        left join workspace.person p on p.id = (d.data -> 'offer' ->> 'by')::uuid
        where s.awaits_person = @_actor and s.kind = 'evidence' and d.data -> 'offer' ->> 'to' = @_actor::text
          and (s.id in (select scope from visible) or s.holder in (select scope from visible))
        order by d.id limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public DeskEntry Read(DbDataReader reader) => new(
        reader.GetGuid(0), $"/evidence/{reader.GetGuid(0)}/offer", reader.GetString(1),
        Texts.Get(reader.IsDBNull(5) ? "custody.desk" : "custody.desk.sealed", CodeLists.Label("evidence-kind", reader.GetString(2)), reader.GetString(3),
            reader.IsDBNull(5) ? null : reader.GetString(5)),
        "custody.accept.do", reader.GetString(4), "item-condition", null, null,
        Act: $"/evidence/{reader.GetGuid(0)}/offer?act=accept");

    public string Cursor(DeskEntry row) => row.Id.ToString();
}
