using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Things;
using Npgsql;

namespace CaseWorkspace.Features.Chronology;

/// <summary>Something that an entry can name.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">By which people know it.</param>
/// <param name="Name">What it is called beside it; null: nothing.</param>
public sealed record NamedThing(Guid Id, string Kind, string Number, string? Name);

/// <summary>
/// The people, or the sources, that an entry in a place can name, newest first: those that lie open in the file, and, where the place is a sealed sub-file, those in
/// it. What lies in another sub-file is no choice (<see cref="ThingsUsed"/>), nor what is privileged.
/// </summary>
/// <param name="Thing">The file, or the sealed sub-file.</param>
/// <param name="OfPeople">Whether people are asked for; otherwise sources.</param>
/// <param name="Search">Words that stand in it; null for all.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record ThingsToName(Guid Thing, bool OfPeople, string? Search, string? After, int Size) : IConsultation<Page<NamedThing>>
{
    /// <summary>These alone: what was chosen already. Null: all.</summary>
    public IReadOnlyCollection<Guid>? Only { get; init; }

    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation, ThingKind.SubFile];

    public Operation Operation => ChronologyOperations.ListNamed;

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
            select s.* from granted g join workspace.case_scope s on s.file = g.file and s.kind in ({Chosen}) and not s.fenced
            where s.holder in (select holder from places) and (@after::uuid is null or s.id < @after) and {FirstPage.Began(After, "s.id")}
              and (@only::uuid[] is null or s.id = any(@only)) and {(Search is null ? "true" : SearchWords.Found("s.id"))}
            order by s.id desc limit @limit)
        select r.* from granted g left join lateral (
            select s.id, s.kind, coalesce(s.number, ''), {AllFeatures.Things.Called} as name from page s) r on true
        order by r.id desc
        """;

    private string Chosen => string.Join(", ", AllFeatures.Things.All.Where(thing => OfPeople ? thing.IsPerson : thing.IsSource).Select(thing => $"'{thing.Kind}'"));

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

    public async Task<Page<NamedThing>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(
            row => new NamedThing(row.GetGuid(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3)), cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => row.Id.ToString())
            : null;
}
