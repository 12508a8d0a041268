using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What is still owed in a file.</summary>
/// <param name="Things">How many things, by kind; none: nothing is.</param>
public sealed record OwedInFile(IReadOnlyList<OwedThings> Things);

/// <summary>
/// What is still owed in the file before it may be closed, as far as the reader may see it: requests that go on, items on their way, screenings. Each
/// feature says it of its things (<see cref="Platform.Things.ThingDescriptor.Owed"/>).
/// </summary>
public sealed record OwedOfFile(Guid Thing) : IConsultation<OwedInFile>
{
    private static readonly string Owed =
        $"""
        select s.kind, count(*)::int as count from parts p join workspace.case_scope s on s.holder = p.holder
        where case s.kind {string.Join(' ', AllFeatures.Things.All.Where(thing => thing.Owed is not null).Select(thing => $"when '{thing.Kind}' then {thing.Owed}"))} else false end
        group by s.kind
        """;

    /// <summary>The same for a decision: takes the actor's id, unit and subjects, and the file twice.</summary>
    internal static readonly string InFile =
        $"""
        with reader as (select r.scope from workspace.standing(?, ?, ?) r),
        parts as (
            select ?::uuid as holder
            union
            select s.id from workspace.case_scope s where s.file = ? and s.kind = 'sub-file' and s.id in (select scope from reader))
        select jsonb_build_object('kind', one.kind, 'count', one.count)::text from ({Owed}) one order by one.kind
        """;

    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation];

    public Operation Operation => InvestigationOperations.ListOwed;

    public string Sql => $"select one.kind, one.count from granted g left join lateral ({Owed}) one on true order by one.kind";

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<OwedInFile?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(row => new OwedThings(row.GetString(0), row.GetInt32(1)), cancellation) is { } rows ? new OwedInFile(rows) : null;
}
