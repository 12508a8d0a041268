using System.Data.Common;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.Tasks;

/// <summary>
/// Instructions, tasks and reports that wait for the caller, by deadline. What waits for one person waits for the person who stands in for that
/// person too, and for lead and head of the unit once that person is gone from the file or not here.
/// </summary>
public sealed record TasksToActOn(int Size) : IListing<DeskEntry>
{
    public Operation Operation => TaskOperations.ListWaiting;

    public string Sql =>
        $$"""
        , waited_for as (
            select @_actor as id
            union
            select away from unnest({{CommandFacts.AwayFor("@_actor")}}) away)
        {{Things.Sql}}
        , page as (
            select listed.*, {{Mine("listed")}} as mine, {{QueryPipeline.PurposeIsStated("listed.file")}} as told,
                   case when not {{Mine("listed")}} then workspace.left_behind(listed.awaits_person, listed.id, listed.holder) end as why
            from listed)
        select d.id, concat_ws(' ', f.number, d.data ->> 'number'), d.data ->> 'ground',
               case when page.told then d.data ->> 'title' end, case when page.told then left(d.data ->> 'text', 300) end,
               d.data ->> 'state', nullif(page.due, 'infinity'), h.level, page.why, case when page.mine then d.data #>> '{awaits,verb}' else '{{HandOverTask.Act.Verb}}' end
        from page
        join workspace.mt_doc_casetask d on d.id = page.id
        join workspace.case_scope f on f.id = page.file
        join workspace.case_scope h on h.id = page.holder
        order by page.due, page.id
        """;

    public string? RecordedReads => "select holder, file from page where told";

    private static ThingsInOrder Things => new(TaskThings.CaseTask, "due, id")
    {
        Columns = $", {ThingsInOrder.Due} as due, s.awaits_relation, s.awaits_person",
        Behind = "s.awaits_relation is not null",
        Where =
            $$"""
            coalesce(case
                when thing.awaits_person is null then thing.awaits_relation = any(thing.around)
                    and not exists (select from workspace.mt_doc_casetask d where d.id = thing.id
                        and d.data ->> 'state' = '{{CaseTask.States.Reported}}' and d.data #>> '{outcome,by}' = @_actor::text)
                when {{Mine("thing")}} then array['lead', 'member'] && thing.around
                else array['lead', 'unit-supervisor'] && thing.around
                    and workspace.left_behind(thing.awaits_person, thing.id, thing.holder) is not null end, false)
            """,
    };

    private static string Mine(string task) => $"({task}.awaits_person is null or {task}.awaits_person in (select id from waited_for))";

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public DeskEntry Read(DbDataReader reader)
    {
        var (id, ground, verb) = (reader.GetGuid(0), reader.GetString(2), reader.GetString(9));
        var said = TaskRow.SummaryOf(ground, Text(reader, 3), Text(reader, 4)) ?? CodeLists.Label("task-ground", ground);
        return new DeskEntry(
            id, $"/tasks/{id}", reader.GetString(1), Text(reader, 8) is { } why ? $"{said} · {CodeLists.Label("request-left", why)}" : said, $"task.verb.{verb}",
            reader.GetString(5), "task-state", reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6), null, reader.GetString(7), null, $"/tasks/{id}?act={verb}");
    }

    public string Cursor(DeskEntry row) => row.Id.ToString();

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
