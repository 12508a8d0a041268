using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Pipeline;
using Npgsql;
using NpgsqlTypes;

namespace CaseWorkspace.Platform.Storage.Erasure;

/// <summary>
/// Erases, as custodian, what the journal holds in clear of an erased thing: the words of purposes that were stated at it, and purposes and searches that name it. That somebody
/// looked, when, by which right and for which coded purpose stays.
/// </summary>
public sealed class JournalCustodian : IAsyncDisposable
{
    private const int InOneBatch = 500;

    /// <summary>
    /// A purpose is stated once and stands in each entry of the session about the file: it was stated at the thing if its first entry is about that.
    /// </summary>
    private const string Read =
        """
        with at_it as (
            select distinct e.session, e.actor, e.file, e.words from journal.entry e where e.thing = any($1) and e.words is not null),
        stated as (
            select it.* from at_it it
            where (select first.thing from journal.entry first
                   where first.actor = it.actor and first.session = it.session and first.file is not distinct from it.file and first.words = it.words
                   order by first.at, first.id limit 1) = any($1))
        select e.id, e.at, e.words, e.asked,
               coalesce(e.thing = any($1), false) or exists (
                   select from stated where stated.session = e.session and stated.actor = e.actor and stated.file is not distinct from e.file and stated.words = e.words)
        from journal.entry e
        where (e.words is not null and e.words <> $2) or strpos(e.asked, '"words"') > 0
        """;

    private readonly NpgsqlDataSource _source;

    /// <param name="connection">A connection string of role <c>caseworkspace_custodian</c>.</param>
    public JournalCustodian(string connection) => _source = NpgsqlDataSource.Create(DatabaseConnection.Of(connection));

    /// <summary>Erases those words. Done again, it finds none.</summary>
    /// <param name="thing">The thing, which is being erased: the database refuses it of any other.</param>
    /// <param name="with">The thing and what is erased with it.</param>
    /// <param name="names">The words that name it, in the form of the index of words.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <returns>How many entries.</returns>
    public async Task<int> Erase(Guid thing, Guid[] with, IReadOnlySet<string> names, CancellationToken cancellation)
    {
        var found = await Find(with, names, cancellation);
        foreach (var some in found.Chunk(InOneBatch))
        {
            await using var command = _source.CreateCommand("select journal.erase_words($1, $2, $3)");
            command.Parameters.Add(new() { Value = thing });
            command.Parameters.Add(new() { Value = some.Select(one => one.Id).ToArray() });
            command.Parameters.Add(new() { Value = some.Select(one => one.At).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
            await command.ExecuteNonQueryAsync(cancellation);
        }

        return found.Count;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<List<(Guid Id, DateTime At)>> Find(Guid[] with, IReadOnlySet<string> names, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand(Read);
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = with });
        command.Parameters.Add(new() { Value = SealedText.Erased });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(Guid, DateTime)>();
        while (await reader.ReadAsync(cancellation))
        {
            var stated = await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetString(2);
            var searched = await reader.IsDBNullAsync(3, cancellation) ? null : AuditFilter.Read(reader.GetString(3)).GetValueOrDefault(AuditFilter.Words);
            var isErased = (stated is null || SealedText.IsStandIn(stated)) && (searched is null || SealedText.IsStandIn(searched));
            if (!isErased && (reader.GetBoolean(4) || Names(stated, names, isSearch: false) || Names(searched, names, isSearch: true)))
            {
                found.Add((reader.GetGuid(0), reader.GetDateTime(1)));
            }
        }

        return found;
    }

    /// <summary>Whether the text names it. A search finds by the beginnings of words; in a sentence a name may have an ending.</summary>
    private static bool Names(string? text, IReadOnlySet<string> names, bool isSearch) =>
        text is not null && SearchWords.Of([text]).Any(word => word.Length > 2
            && names.Any(name => word.StartsWith(name, StringComparison.Ordinal) || (isSearch && name.StartsWith(word, StringComparison.Ordinal))));
}
