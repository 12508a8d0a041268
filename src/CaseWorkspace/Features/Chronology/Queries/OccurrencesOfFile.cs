using System.Data.Common;
using System.Globalization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Chronology;

/// <summary>The chronology of one file, in the order in which it happened; what does not hold any more is left out.</summary>
/// <param name="Thing">The file, or a sealed sub-file.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record OccurrencesOfFile(Guid Thing, string? After, int Size) : IConsultation<Page<OccurrenceRow>>
{
    /// <summary>The record of somebody who took part; null: of anybody. One that is not open to the reader in the place is answered as one that is not there.</summary>
    public Guid? Person { get; init; }

    /// <summary>Words that stand in the entry; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>Whether what was withdrawn is listed too.</summary>
    public bool WithWithdrawn { get; init; }

    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation, ThingKind.SubFile];

    public Operation Operation => ChronologyOperations.ListOfFile;

    public string? AskedFor => AuditFilter.Of((AuditFilter.Words, Search), ("person", Person), ("withdrawn", WithWithdrawn));

    public string Sql =>
        $$"""
        {{(Search is null ? "" : SearchWords.Narrowed)}}
        , page as (
            select one.* from granted g cross join lateral (
                select s.id, s.holder, s.file, d.data ->> 'earliest' as began
                from workspace.mt_doc_occurrence d join workspace.case_scope s on s.id = d.id
                where d.data ->> 'file' = g.file::text and s.holder in (select holder from parts)
                  and (@began::text is null or ({{OccurrenceRow.Began}}, d.id) > (@began, @id)) and {{FirstPage.Began(After, "d.id")}}
                  {{(WithWithdrawn ? "" : $"and d.data ->> 'state' = '{Occurrence.States.Recorded}'")}}
                  {{(Person is null ? "" : "and d.data #> '{content,people}' @> to_jsonb(@person)")}}
                  {{(Search is null ? "" : $"and {SearchWords.Found("d.id")}")}}
                order by {{OccurrenceRow.Began}}, d.id limit @limit) one)
        select r.* from granted g left join lateral ({{OccurrenceRow.Select("true")}}) r on true
        {{(Person is null ? "" : "where exists (select from workspace.case_scope s where s.id = @person and s.file = g.file and s.holder in (select holder from parts))")}}
        order by r.earliest, r.id
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        var after = QueryParameters.Pair(After);
        parameters.AddNullable("began", after is { } last ? Stored(QueryParameters.Time(last.First)) : null);
        parameters.AddWithValue("id", after?.Id ?? Guid.Empty);
        parameters.AddWithValue("limit", Size + 1);
        if (Person is { } person)
        {
            parameters.AddWithValue("person", person);
        }

        if (Search is not null)
        {
            parameters.AddWithValue("words", SearchWords.ToQueries(Search));
        }
    }

    public async Task<Page<OccurrenceRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(OccurrenceRow.Read, cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => $"{row.Earliest.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}~{row.Id}")
            : null;

    /// <summary>As it stands in the document.</summary>
    private static string Stored(DateTime began) => began.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
}
