using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Tasks;

/// <summary>
/// The instructions and tasks in the files that the caller may see: those that are open by their deadline, otherwise the last first; with words,
/// those in whose texts each stands.
/// </summary>
/// <param name="Search">The words; null for all.</param>
/// <param name="State"><see cref="Open"/> or <see cref="Closed"/>; null: both.</param>
/// <param name="Ground">Only <see cref="Instructions"/>, or only <see cref="Others"/>; null: both.</param>
/// <param name="Mine">Only what the caller has to do, or had; of what is open, what waits for the caller.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record TaskList(string? Search, string? State, string? Ground, bool Mine, string? After, int Size) : IListing<TaskRow>
{
    /// <summary>What waits for somebody.</summary>
    public const string Open = "open";

    /// <summary>What is settled or withdrawn.</summary>
    public const string Closed = "closed";

    /// <summary>The prosecutor's instructions.</summary>
    public const string Instructions = "instruction";

    /// <summary>All that is no instruction.</summary>
    public const string Others = "task";

    private static readonly string Told = QueryPipeline.PurposeIsStated("page.file");

    /// <summary>What <see cref="Ground"/> can be.</summary>
    public static IReadOnlyCollection<string> Grounds => [Instructions, Others];

    public Operation Operation => TaskOperations.List;

    public string? AskedFor => AuditFilter.Of((AuditFilter.Words, Search), ("state", State), ("ground", Ground), ("mine", Mine));

    public string Sql =>
        $"""
        {(Search is null ? "" : SearchWords.Narrowed)}
        {Things.Sql}
        , page as (select id, file from listed)
        select r.*, {SearchWords.Matched(Search, "r.id")}
        from ({TaskRow.Select(Told)}) r
        order by {(ByDue ? "r.due nulls last, r.id" : "r.id desc")}
        """;

    public string? RecordedReads => $"select s.holder, page.file from page join workspace.case_scope s on s.id = page.id where {(Search is null ? Told : "true")}";

    private bool ByDue => State is Open;

    private ThingsInOrder Things => new(TaskThings.CaseTask, ByDue ? "due, id" : "id desc")
    {
        Columns = $", {ThingsInOrder.Due} as due, s.awaits_relation, s.awaits_person",
        Behind = $"{Waiting} and {(ByDue ? DueOrder.BehindOf(After) : QueryParameters.BehindId(After, oldestFirst: false))}",
        Where = $"{FirstPage.Began(After, "thing.id")} and {OfGround} and {OfCaller} and {(Search is null ? "true" : SearchWords.Found("thing.id"))}",
        ByWords = Search is not null,
    };

    private string Waiting => State switch
    {
        Open => "s.awaits_relation is not null",
        Closed => "s.awaits_relation is null",
        _ => "true",
    };

    private string OfGround => Ground is null ? "true"
        : $"exists (select from workspace.mt_doc_casetask d where d.id = thing.id and d.data ->> 'ground' {(Ground is Instructions ? "=" : "<>")} '{CaseTask.Grounds.Instruction}')";

    private string OfCaller => !Mine ? "true"
        : """
          coalesce(case when thing.awaits_relation is null
              then exists (select from workspace.mt_doc_casetask d where d.id = thing.id and @_actor::text in (d.data ->> 'owner', d.data #>> '{outcome,by}'))
              when thing.awaits_person is null then thing.awaits_relation = any(thing.around)
              else thing.awaits_person = @_actor end, false)
          """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        if (ByDue)
        {
            DueOrder.Bind(parameters, After);
        }
        else
        {
            parameters.AddNullable("after", QueryParameters.Id(After));
        }

        if (Search is not null)
        {
            parameters.AddWithValue("words", SearchWords.ToQueries(Search));
        }
    }

    public TaskRow Read(DbDataReader reader) => TaskRow.Read(reader) with { Matched = reader.GetFieldValue<string[]>(reader.FieldCount - 1) };

    public string Cursor(TaskRow row) => ByDue ? DueOrder.Cursor(row.Due, row.Id) : row.Id.ToString();
}
