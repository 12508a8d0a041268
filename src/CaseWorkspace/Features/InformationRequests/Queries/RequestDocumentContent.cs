using System.Data.Common;
using System.Text.Json;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Vault;
using Npgsql;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>Which content a document of a request has.</summary>
public sealed record KnownDocument(string Name, VaultContent Content);

/// <summary>Asked before a document is given: may this person have it? What it is is read from the event that added it. The disclosure is in the journal before the first byte leaves.</summary>
public sealed record RequestDocumentContent(Guid Thing, Guid Document) : ISealedConsultation<KnownDocument>
{
    public IReadOnlyCollection<string> Kinds => [RequestThings.Request];

    public Operation Operation => InformationRequestOperations.DownloadDocument;

    public string Sql =>
        """
        select jsonb_build_object('name', added.data -> 'name')::text, added.data ->> 'sha256', (added.data ->> 'length')::bigint
        from granted g cross join lateral (
            select e.data from workspace.mt_events e
            where e.stream_id = g.id and e.type = 'document-added' and e.data ->> 'document' = @document::text order by e.seq_id limit 1) added
        """;

    public void Bind(NpgsqlParameterCollection parameters) => parameters.AddWithValue("document", Document);

    public async Task<KnownDocument?> Read(DbDataReader reader, TextKeys keys, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new KnownDocument(Name(keys.Opened(reader.GetString(0), "document-added")), new VaultContent(reader.GetString(1), reader.GetInt64(2)))
            : null;

    private static string Name(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!["name"];
}
