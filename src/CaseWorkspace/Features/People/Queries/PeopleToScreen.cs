using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.People;

/// <summary>Migrants whose screening for trafficking is owed, or the decision on it, in the files on which the reader works; the oldest first.</summary>
public sealed record PeopleToScreen(int Size) : IListing<DeskEntry>
{
    public Operation Operation => PeopleOperations.ListToScreen;

    public string Sql =>
        $$"""
        , page as (
            select s.id, s.file, s.holder, {{QueryPipeline.PurposeIsStated("s.file")}} as told
            from visible v
            join workspace.case_scope s on s.holder = v.scope and s.kind = 'recorded-person'
            join workspace.mt_doc_recordedperson d on d.id = s.id
            where d.data #>> '{screening,state}' in ('owed', 'to-decide') and not ({{PersonAudiences.IsRestricted}})
            order by s.id limit @_limit)
        select d.id, concat_ws(' ', f.number, d.data ->> 'number'), case when page.told then d.data #>> '{description,names,0,text}' end,
               d.data #>> '{screening,state}', h.level
        from page
        join workspace.mt_doc_recordedperson d on d.id = page.id
        join workspace.case_scope f on f.id = page.file
        join workspace.case_scope h on h.id = page.holder
        order by d.id
        """;

    public string? RecordedReads => "select holder, file from page where told";

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public DeskEntry Read(DbDataReader reader)
    {
        var toDecide = reader.GetString(3) is Screening.ToDecide;
        return new DeskEntry(
            reader.GetGuid(0), $"/people/{reader.GetGuid(0)}", reader.GetString(1), reader.IsDBNull(2) ? Texts.Get("person.someone") : reader.GetString(2),
            toDecide ? "person.desk.decide" : "person.desk.screen", reader.GetString(3), "screening-state", null, null, reader.GetString(4), null,
            $"/people/{reader.GetGuid(0)}?act={(toDecide ? DecideScreening.Act.Verb : RecordScreening.Act.Verb)}");
    }

    public string Cursor(DeskEntry row) => row.Id.ToString();
}
