using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.People;

/// <summary>People of whom it is due to review whether their record is still needed, in the files on which the reader works; the longest due first.</summary>
public sealed record PeopleToReview(int Size) : IListing<DeskEntry>
{
    public Operation Operation => PeopleOperations.ListToReview;

    // By the index of people by their review (deploy/postgresql/migrations/0016): few of all people are due.
    public string Sql =>
        $$"""
        {{Things.Sql}}
        , page as (select listed.*, {{QueryPipeline.PurposeIsStated("listed.file")}} as told from listed)
        select d.id, concat_ws(' ', f.number, d.data ->> 'number'), case when page.told then d.data #>> '{description,names,0,text}' end, page.due, h.level
        from page
        join workspace.mt_doc_recordedperson d on d.id = page.id
        join workspace.case_scope f on f.id = page.file
        join workspace.case_scope h on h.id = page.holder
        order by page.due, d.id
        """;

    public string? RecordedReads => "select holder, file from page where told";

    private static ThingsInOrder Things => new(PeopleThings.Person, "due, id")
    {
        Columns = $", {ThingsInOrder.Due} as due",
        Behind = $"{ThingsInOrder.Due} <= now()",
    };

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public DeskEntry Read(DbDataReader reader) => new(
        reader.GetGuid(0), $"/people/{reader.GetGuid(0)}", reader.GetString(1), reader.IsDBNull(2) ? Texts.Get("person.someone") : reader.GetString(2),
        "person.desk.review", RecordReview.Scheduled, "record-review-state", reader.GetFieldValue<DateTimeOffset>(3), null, reader.GetString(4), null,
        $"/people/{reader.GetGuid(0)}?act={ReviewRecord.Act.Verb}");

    public string Cursor(DeskEntry row) => row.Id.ToString();
}
