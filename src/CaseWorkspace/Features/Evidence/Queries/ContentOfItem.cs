using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Vault;
using Npgsql;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What stands in the item about its content.</summary>
/// <param name="Number">The exhibit number.</param>
/// <param name="Content">Null before it is sealed.</param>
public sealed record KnownContent(string Number, string State, VaultContent? Content, string? FileName);

/// <summary>
/// Asked before any byte moves: may this person do it, and with which content? The attempt is in the journal before the
/// first byte is taken or given.
/// </summary>
/// <param name="Operation">Upload, download or verify.</param>
public sealed record ContentOfItem(Guid Thing, Operation Operation) : IConsultation<KnownContent>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Evidence];

    public string Sql =>
        """
        select d.data ->> 'number', d.data ->> 'state', d.data -> 'content' ->> 'sha256',
               (d.data -> 'content' ->> 'length')::bigint, d.data -> 'content' ->> 'fileName'
        from granted g join workspace.mt_doc_evidenceitem d on d.id = g.id
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<KnownContent?> Read(DbDataReader reader, CancellationToken cancellation)
    {
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        var content = await reader.IsDBNullAsync(2, cancellation) ? null : new VaultContent(reader.GetString(2), reader.GetInt64(3));
        return new KnownContent(
            reader.GetString(0), reader.GetString(1), content,
            await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4));
    }
}
