using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// How the version of one kind of thing is told to the people who are not shown everything of it: as a number made of what they are shown.
/// The version of its stream would count the steps that are not shown. A feature registers one for each kind that such people see.
/// </summary>
/// <param name="State">The aggregate.</param>
/// <param name="Table">The table in which it is stored.</param>
/// <param name="Joined">What else the statement joins to the read <c>g</c>.</param>
/// <param name="Sql">The number, see <see cref="Of"/>.</param>
public sealed record ToldVersion(Type State, string Table, string Joined, string Sql)
{
    private static readonly string StandsToFile =
        $"(select codes::jsonb ?| array[{Audience.Codes(Audience.OfTheFile)}] from relations)";

    /// <summary>
    /// The version of the document <c>d</c> as it is told in the read <c>g</c>, in SQL: that of its stream to the person who has a relation to the file, to
    /// others a number made of what they are shown. Reads from <c>relations (codes)</c>, all relations of the reader to the thing.
    /// </summary>
    /// <param name="shown">What those others are shown, as SQL.</param>
    public static string Of(string shown) =>
        $"case when {StandsToFile} then d.mt_version::bigint else workspace.version_of(({shown})::text) end";
}

/// <summary>Reads versions as they are told, for the commands of the people who are not shown everything.</summary>
public sealed class ToldVersions(NpgsqlDataSource source, IEnumerable<ToldVersion> known)
{
    private readonly Dictionary<Type, ToldVersion> _known = known.ToDictionary(one => one.State);

    /// <summary>Whether the person who holds these relations, if any, is told another version than that of the stream.</summary>
    internal bool Differ<TState>(Actor actor, CaseScope? scope) =>
        _known.ContainsKey(typeof(TState)) && !actor.Is(Role.System) && scope?.Relations.Any(Audience.OfTheFile.Contains) != true;

    /// <summary>The version of the stream, and as it is told to the actor; null where the thing is not there for the actor.</summary>
    internal async Task<(long OfStream, long Told)?> Read<TState>(Guid thing, Actor actor, CancellationToken cancellation)
    {
        var how = _known[typeof(TState)];
        await using var batch = source.CreateBatch();
        var command = new NpgsqlBatchCommand();
        batch.BatchCommands.Add(command);
        command.Parameters.AddWithValue("_actor", actor.Id);
        command.Parameters.AddWithValue("_unit", actor.Unit);
        command.Parameters.AddWithValue("_subjects", actor.Subjects);
        command.Parameters.AddWithValue("_thing", thing);
        command.CommandText =
            $"""
            with held as (
                select s.id, s.kind, s.file, s.holder, r.relation
                from workspace.case_scope s
                join workspace.standing(@_actor, @_unit, @_subjects) r on r.scope = any(array[s.id, s.holder])
                where s.id = @_thing),
            granted as (select * from held order by relation <> 'item-custodian', relation limit 1),
            relations as (select jsonb_agg(distinct relation)::text as codes from held)
            select d.mt_version::bigint, {how.Sql}
            from granted g cross join lateral (select * from workspace.{how.Table} where id = g.id limit 1) d
            {how.Joined}
            """;
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }
}
