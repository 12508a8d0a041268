using Npgsql;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// What every connection of every host holds to, even if the operator's connection string says otherwise. Compiled into Identity and the
/// AppHost as well.
/// </summary>
public static class DatabaseConnection
{
    /// <summary>
    /// The connection string with <c>Cancellation Timeout=-1</c>: a command that runs out of time breaks its connection instead of
    /// being cancelled. Cancelled while it waits for the synchronous copy, PostgreSQL commits on the primary alone and answers with
    /// success and a warning: the caller would be told "done", and a failover would lose it.
    /// </summary>
    /// <param name="given">The operator's connection string.</param>
    public static string Of(string given) => new NpgsqlConnectionStringBuilder(given) { CancellationTimeout = -1 }.ConnectionString;
}
