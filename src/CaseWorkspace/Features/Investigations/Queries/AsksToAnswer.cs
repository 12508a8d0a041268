using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Who waits to be let into a file that the reader leads or supervises, oldest first; why, once the reader has said why they look at the file.</summary>
public sealed record AsksToAnswer(string? After, int Size) : IListing<AccessAskRow>
{
    public Operation Operation => InvestigationOperations.ListAsks;

    public string Sql =>
        $"""
        , page as (
            select s.id, s.kind, s.file, s.holder, {QueryPipeline.PurposeIsStated("s.file")} as told
            from visible v
            join workspace.case_scope s on s.holder = v.scope and s.kind = 'access-ask'
            join workspace.mt_doc_accessask d on d.id = s.id and d.data ->> 'state' = 'waiting'
            where v.kind = 'investigation' and (@after::uuid is null or s.id > @after) and {FirstPage.Began(After, "s.id")}
            order by s.id limit @_limit)
        select d.id, page.file, {AccessAskRow.Columns("page.told")}, {InvestigationActs.OfAsk.Facts(thing: "page", relations: Acts.HeldIn("page"))}
        from page join workspace.mt_doc_accessask d on d.id = page.id
        left join workspace.person p on p.id = (d.data ->> 'by')::uuid
        order by d.id
        """;

    public string? RecordedReads => "select holder, file from page where told";

    public void Bind(NpgsqlParameterCollection parameters) =>
        parameters.AddNullable("after", QueryParameters.Id(After));

    public AccessAskRow Read(DbDataReader reader) => AccessAskRow.Read(reader) with { Asked = InvestigationActs.OfAsk.Read(reader.GetString(reader.FieldCount - 1)) };

    public string Cursor(AccessAskRow row) => row.Id.ToString();
}
