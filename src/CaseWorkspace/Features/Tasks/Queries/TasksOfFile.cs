using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Tasks;

/// <summary>The instructions and tasks of one file: those that are open by their deadline, or those that are not, the last first.</summary>
/// <param name="Thing">The file, or a sealed sub-file.</param>
/// <param name="Closed">Those for which nobody is waited any more.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record TasksOfFile(Guid Thing, bool Closed, string? After, int Size) : IConsultation<Page<TaskRow>>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation, ThingKind.SubFile];

    public Operation Operation => TaskOperations.ListOfFile;

    public string Sql =>
        $"""
        , page as (
            select * from (
                select s.id, s.file, coalesce(s.awaits_due, 'infinity') as due
                from granted g join workspace.case_scope s on s.file = g.file and s.kind = '{TaskThings.CaseTask}'
                where s.holder in (select holder from parts) and s.awaits_relation is {(Closed ? "" : "not ")}null) task
            where {(Closed ? "(@after::uuid is null or id < @after)" : DueOrder.Behind)} and {FirstPage.Began(After, "id")}
            order by {Order} limit @limit)
        select r.* from granted g left join lateral ({TaskRow.Select("true")}) r on true
        order by {(Closed ? "r.id desc" : "r.due nulls last, r.id")}
        """;

    private string Order => Closed ? "id desc" : "due, id";

    public void Bind(NpgsqlParameterCollection parameters)
    {
        if (Closed)
        {
            parameters.AddNullable("after", QueryParameters.Id(After));
        }
        else
        {
            DueOrder.Bind(parameters, After);
        }

        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<TaskRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(TaskRow.Read, cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => Closed ? row.Id.ToString() : DueOrder.Cursor(row.Due, row.Id))
            : null;
}
