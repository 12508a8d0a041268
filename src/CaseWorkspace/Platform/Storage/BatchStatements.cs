using System.Text.Json;
using Marten.Services.BatchQuerying;

namespace CaseWorkspace.Platform.Storage;

/// <summary>Statements of ours inside a batch of Marten's, so that both travel in one round trip.</summary>
internal static class BatchStatements
{
    /// <summary>Adds a statement to the batch; each row becomes a <typeparamref name="T"/>.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="sql">A select of one text column that holds JSON, with <c>?</c> for each parameter.</param>
    /// <param name="parameters">The values, in order.</param>
    public static async Task<IReadOnlyList<T>> Ask<T>(this IBatchedQuery batch, string sql, params object[] parameters)
    {
        var rows = await batch.Query<string>(sql, parameters);
        return [.. rows.Select(row => JsonSerializer.Deserialize<T>(row, WorkspaceJson.Stored)!)];
    }
}
