using System.Data.Common;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What is sealed and not reviewed yet in the files that the prosecutor supervises, the oldest first.</summary>
public sealed record EvidenceToReview(int Size) : IListing<DeskEntry>
{
    public Operation Operation => EvidenceOperations.ListToReview;

    public string Sql =>
        $"""
        , page as (
            select s.id, s.file, s.holder, {QueryPipeline.PurposeIsStated("s.file")} as told
            from visible v
            join workspace.case_scope s on s.holder = v.scope and s.kind = 'evidence'
            join workspace.mt_doc_evidenceitem d on d.id = s.id
            join workspace.case_scope f on f.id = s.file and not f.closed
            where d.data ->> 'state' = 'sealed' and d.data ->> 'review' is null
            order by s.id limit @_limit)
        select d.id, concat_ws(' ', f.number, d.data ->> 'number'), case when page.told then left(d.data ->> 'description', 300) end,
               d.data ->> 'state', h.level, d.data ->> 'kind'
        from page
        join workspace.mt_doc_evidenceitem d on d.id = page.id
        join workspace.case_scope f on f.id = page.file
        join workspace.case_scope h on h.id = page.holder
        order by d.id
        """;

    public string? RecordedReads => "select holder, file from page where told";

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public DeskEntry Read(DbDataReader reader) => new(
        reader.GetGuid(0), $"/evidence/{reader.GetGuid(0)}", reader.GetString(1),
        reader.IsDBNull(2) ? CodeLists.Label("evidence-kind", reader.GetString(5)) : reader.GetString(2),
        "evidence.desk.review", reader.GetString(3), "evidence-state", null, null, reader.GetString(4), null,
        $"/evidence/{reader.GetGuid(0)}?act=review");

    public string Cursor(DeskEntry row) => row.Id.ToString();
}
