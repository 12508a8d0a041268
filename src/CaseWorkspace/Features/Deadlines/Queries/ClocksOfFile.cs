using System.Data.Common;
using System.Text.Json;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>A clock with all its limits.</summary>
/// <param name="PersonNumber">The number of the person whom it concerns; null: of nobody, or not open to the reader.</param>
/// <param name="Level">That of its file or its sealed sub-file.</param>
public sealed record ClockRow(CaseClock Clock, string? PersonNumber, string Level);

/// <summary>The clocks of one file, the last started first.</summary>
/// <param name="Thing">The file, or a sealed sub-file.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record ClocksOfFile(Guid Thing, string? After, int Size) : IConsultation<Page<ClockRow>>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation, ThingKind.SubFile];

    public Operation Operation => DeadlineOperations.ListClocks;

    public string Sql =>
        $$"""
        , page as (
            select * from (
                select s.id, s.holder, s.file
                from granted g join workspace.case_scope s on s.file = g.file and s.kind = '{{DeadlineThings.Clock}}'
                where s.holder in (select holder from parts)) clock
            where (@after::uuid is null or id < @after) and {{FirstPage.Began(After, "id")}}
            order by id desc limit @limit)
        select r.* from granted g left join lateral (
            select d.data::text, (select p.number from workspace.case_scope p where p.id = (d.data ->> 'person')::uuid and p.holder in (page.holder, page.file)), h.level, page.id
            from page
            join workspace.mt_doc_caseclock d on d.id = page.id
            join workspace.case_scope h on h.id = page.holder) r on true
        order by r.id desc
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", QueryParameters.Id(After));
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<ClockRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(Row, cancellation) is { } rows ? Platform.Pipeline.Pages.Cut(rows, Size, row => row.Clock.Id.ToString()) : null;

    private static ClockRow Row(DbDataReader reader) => new(
        JsonSerializer.Deserialize<CaseClock>(reader.GetString(0), WorkspaceJson.Stored)!, reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2));
}
