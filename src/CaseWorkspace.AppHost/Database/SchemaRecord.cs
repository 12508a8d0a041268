using Npgsql;

namespace CaseWorkspace.AppHost.Database;

/// <summary>What a database says of itself: which scripts made it, and for which installation.</summary>
internal sealed record SchemaRecord(string Sha256, Guid Installation)
{
    public static async Task<SchemaRecord?> ReadAsync(NpgsqlConnection owner, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand("select scripts_sha256, installation from public.caseworkspace_schema", owner);
        try
        {
            await using var row = await read.ExecuteReaderAsync(cancellation);
            return await row.ReadAsync(cancellation) ? new SchemaRecord(row.GetString(0), row.GetGuid(1)) : null;
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return null;
        }
    }

    public async Task WriteAsync(NpgsqlConnection owner, CancellationToken cancellation)
    {
        await using var write = new NpgsqlCommand("""
            create table if not exists public.caseworkspace_schema (
                only_row boolean primary key default true check (only_row),
                scripts_sha256 text not null,
                installation uuid not null,
                applied_at timestamptz not null default now());
            insert into public.caseworkspace_schema (scripts_sha256, installation) values (@sha256, @installation)
            on conflict (only_row) do update set scripts_sha256 = excluded.scripts_sha256, installation = excluded.installation, applied_at = now();
            """, owner);
        write.Parameters.AddWithValue("sha256", Sha256);
        write.Parameters.AddWithValue("installation", Installation);
        await write.ExecuteNonQueryAsync(cancellation);
    }
}
