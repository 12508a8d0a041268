using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Evidence;

/// <summary>
/// The items on which something in a place can rest, or that can go along from there, newest first: those that lie open in the file, and, where the place is a
/// sealed sub-file, those in it. What lies in another sub-file is no choice (<see cref="ThingsUsed"/>), nor what is
/// privileged.
/// </summary>
/// <param name="Thing">The file, or the sealed sub-file.</param>
/// <param name="Search">Words that stand in the item; null for all.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record EvidenceToCite(Guid Thing, string? Search, string? After, int Size) : IConsultation<Page<EvidenceRow>>
{
    /// <summary>These alone: what was chosen already. Null: all.</summary>
    public IReadOnlyCollection<Guid>? Only { get; init; }

    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation, ThingKind.SubFile];

    public Operation Operation => EvidenceOperations.ListOfFile;

    public string? AskedFor => AuditFilter.Of((AuditFilter.Words, Search));

    public string Sql =>
        $"""
        {(Search is null ? "" : SearchWords.Narrowed)}
        , places as (
            select g.id as holder from granted g
            union
            select g.file from granted g
            where exists (select from workspace.standing(@_actor, @_unit, @_subjects) r where r.scope = g.file and r.relation = any(@_relations)))
        , page as (
            select s.id, s.file, true as whole, true as numbered, s.number as label
            from granted g join workspace.case_scope s on s.file = g.file and s.kind = 'evidence' and not s.fenced
            where s.holder in (select holder from places) and (@after::uuid is null or s.id < @after) and {FirstPage.Began(After, "s.id")}
              and (@only::uuid[] is null or s.id = any(@only)) and {(Search is null ? "true" : SearchWords.Found("s.id"))}
            order by s.id desc limit @limit)
        select r.* from granted g left join lateral ({EvidenceRow.Select("true")}) r on true
        order by r.id desc
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", QueryParameters.Id(After));
        parameters.AddWithValue("limit", Size + 1);
        parameters.Add(new NpgsqlParameter("only", NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Uuid) { Value = (object?)Only?.ToArray() ?? DBNull.Value });
        if (Search is not null)
        {
            parameters.AddWithValue("words", SearchWords.ToQueries(Search));
        }
    }

    public async Task<Page<EvidenceRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(EvidenceRow.Read, cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => row.Id.ToString())
            : null;
}
