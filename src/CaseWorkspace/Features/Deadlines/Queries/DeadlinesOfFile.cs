using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>All that has a deadline in one file, the nearest first.</summary>
/// <param name="Thing">The file, or a sealed sub-file.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record DeadlinesOfFile(Guid Thing, string? After, int Size) : IConsultation<Page<DeadlineRow>>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation, ThingKind.SubFile];

    public Operation Operation => DeadlineOperations.ListOfFile;

    public string Sql =>
        $"""
        , page as (
            select * from (
                select s.id, s.holder, s.file, s.awaits_due as due
                from granted g join workspace.case_scope s on s.file = g.file
                where s.holder in (select holder from parts) and {AllFeatures.Things.ShownBy("g.relation")} and s.awaits_due < 'infinity') thing
            where {DueOrder.Behind} and {FirstPage.Began(After, "id")}
            order by due, id limit @limit)
        select r.* from granted g left join lateral ({DeadlineRow.Select}) r on true
        order by r.due, r.id
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        DueOrder.Bind(parameters, After);
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<DeadlineRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(DeadlineRow.Read, cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => DueOrder.Cursor(row.Due, row.Id))
            : null;
}
