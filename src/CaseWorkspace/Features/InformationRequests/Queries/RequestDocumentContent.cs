using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Vault;
using Npgsql;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>Which content a document of a request has.</summary>
public sealed record KnownDocument(string Name, VaultContent Content);

/// <summary>Asked before a document is given: may this person have it? What it is is read from the event that added it. The disclosure is in the journal before the first byte leaves.</summary>
public sealed record RequestDocumentContent(Guid Thing, Guid Document) : IConsultation<KnownDocument>
{
    public IReadOnlyCollection<string> Kinds => [RequestThings.Request];

    public Operation Operation => InformationRequestOperations.DownloadDocument;

    public string Sql =>
        """
        select added.data ->> 'name', added.data ->> 'sha256', (added.data ->> 'length')::bigint
        from granted g cross join lateral (
            select e.data from workspace.mt_events e
            where e.stream_id = g.id and e.type = 'document-added' and e.data ->> 'document' = @document::text order by e.seq_id limit 1) added
        """;

    public void Bind(NpgsqlParameterCollection parameters) => parameters.AddWithValue("document", Document);

    public async Task<KnownDocument?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new KnownDocument(reader.GetString(0), new VaultContent(reader.GetString(1), reader.GetInt64(2)))
            : null;
}
