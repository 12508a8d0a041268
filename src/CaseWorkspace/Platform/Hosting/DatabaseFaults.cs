using Npgsql;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>Tells a database that is away from a statement that is wrong. Identity compiles this file into itself.</summary>
public static class DatabaseFaults
{
    /// <summary>
    /// Whether the database does not answer just now, so that another try makes sense: no connection, out of time, going down or
    /// coming up (57P…), too many connections. Whether a change that was on its way was kept is unknown then.
    /// </summary>
    /// <param name="fault">The fault, wrapped or not.</param>
    public static bool IsAway(Exception? fault) => fault is not null
        && (fault is NpgsqlException { IsTransient: true }
            || (fault is PostgresException { SqlState: var state } && state.StartsWith("57P", StringComparison.Ordinal))
            || IsAway(fault.InnerException));
}
