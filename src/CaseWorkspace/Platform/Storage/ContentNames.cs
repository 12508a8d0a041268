using Npgsql;

namespace CaseWorkspace.Platform.Storage;

/// <summary>Which things name which content of the vault; written with the events that name it.</summary>
public sealed class ContentNames(NpgsqlDataSource source)
{
    /// <summary>Those of the contents that something names.</summary>
    public async Task<IReadOnlySet<string>> Among(IReadOnlyCollection<string> contents, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("select distinct sha256 from workspace.content_name where sha256 = any(@sha256)");
        command.Parameters.AddWithValue("sha256", contents.ToArray());
        var named = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            named.Add(reader.GetString(0));
        }

        return named;
    }
}
