using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The requests of one file, newest first or by when the answer is due.</summary>
/// <param name="Thing">The file, or a sealed sub-file.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
/// <param name="ByDue">By <see cref="DueOrder"/>.</param>
public sealed record RequestsOfFile(Guid Thing, string? After, int Size, bool ByDue = false) : IConsultation<Page<RequestRow>>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation, ThingKind.SubFile];

    public Operation Operation => InformationRequestOperations.ListOfFile;

    public string Sql =>
        $"""
        , page as (
            select * from (
                select s.id, coalesce(s.awaits_due, 'infinity') as due
                from granted g join workspace.case_scope s on s.file = g.file and s.kind = 'request'
                where s.holder in (select holder from parts)) request
            where {(ByDue ? DueOrder.Behind : "(@after::uuid is null or id < @after)")} and {FirstPage.Began(After, "id")}
            order by {Order} limit @limit)
        select r.* from granted g left join lateral (
            select {RequestRow.Columns("true", "true", "true")}, page.due
            from page join workspace.mt_doc_informationrequest d on d.id = page.id) r on true
        order by {Order}
        """;

    private string Order => ByDue ? "due, id" : "id desc";

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

        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<RequestRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(RequestRow.Read, cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => ByDue ? DueOrder.Cursor(row.WaitsUntil, row.Id) : row.Id.ToString())
            : null;
}
