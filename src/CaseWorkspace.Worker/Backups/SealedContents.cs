using System.Runtime.CompilerServices;
using CaseWorkspace.Platform.Vault;
using Npgsql;

namespace CaseWorkspace.Worker.Backups;

/// <summary>Content that an event names: evidence that was sealed, or a document of a request.</summary>
/// <param name="Thing">The item or the request.</param>
/// <param name="Content">What the vault must hold; null where the event names nothing that content can be named by.</param>
internal sealed record SealedContent(Guid Thing, VaultContent? Content);

/// <summary>Reads from the events which content the vault must hold. Events cannot be changed by the hosts; snapshots can.</summary>
internal static class SealedContents
{
    // Braces of the regular expressions, kept out of the interpolated text.
    private const string HashLength = "{64}", LengthDigits = "{1,18}";

    private const string Named = "from workspace.mt_events where type in ('content-sealed', 'document-added')";

    public static async Task<long> Count(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"select count(*) {Named}");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>All of it, as it comes: memory does not grow with the number.</summary>
    public static async IAsyncEnumerable<SealedContent> Read(NpgsqlDataSource database, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            select stream_id, data ->> 'sha256',
                   case when data ->> 'sha256' ~ '^[0-9a-f]{HashLength}$' and data ->> 'length' ~ '^[0-9]{LengthDigits}$' then (data ->> 'length')::bigint end
            {Named}
            """);
        // A vault of terabytes takes longer to read than any statement may.
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            // No name from an event becomes a path unless it is a hash: a person who writes events past the workspace must not write files.
            yield return new SealedContent(rows.GetGuid(0), rows.IsDBNull(2) ? null : new VaultContent(rows.GetString(1), rows.GetInt64(2)));
        }
    }
}
