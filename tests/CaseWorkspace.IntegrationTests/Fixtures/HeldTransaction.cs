using Npgsql;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>An open transaction of the database's owner.</summary>
public sealed class HeldTransaction(NpgsqlConnection connection) : IAsyncDisposable
{
    public async Task ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = new NpgsqlCommand("begin", connection);
        await command.ExecuteNonQueryAsync();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters.AddWithValue($"p{i + 1}", parameters[i]);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends when somebody waits for what the transaction has locked. By the locks: the activity is told as it stood when the transaction first asked.</summary>
    public async Task WaitedForAsync()
    {
        await using var command = new NpgsqlCommand("select exists (select from pg_locks l where not l.granted and pg_backend_pid() = any(pg_blocking_pids(l.pid)))", connection);
        while (!(bool)(await command.ExecuteScalarAsync())!)
            await Task.Delay(10);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection.State is System.Data.ConnectionState.Open)
        {
            await using (var command = new NpgsqlCommand("rollback", connection))
                await command.ExecuteNonQueryAsync();
            await connection.DisposeAsync();
        }
    }
}
