using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// A host works with its own schema and with a newer one that still serves its version, so that nodes of two versions run side by side
/// during an upgrade. It does not start on another, nor stay ready, and says which command mends it. While the database is away at the
/// start, the check is made as soon as it answers, and the host is not ready before.
/// </summary>
internal sealed partial class SchemaCheck(NpgsqlDataSource source, ILogger<SchemaCheck> log) : IHostedService, IHealthCheck
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await Fault(cancellationToken) is { } fault)
            {
                throw new WrongSchemaException(fault);
            }
        }
        catch (Exception away) when (DatabaseFaults.IsAway(away))
        {
            NotYet(log, away);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Fault(cancellationToken) is { } fault ? HealthCheckResult.Unhealthy(fault) : HealthCheckResult.Healthy();
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", away);
        }
    }

    /// <summary>What is wrong with the schema, and which command mends it; null when it is this program's.</summary>
    private async Task<string?> Fault(CancellationToken cancellation)
    {
        try
        {
            // As a document: a schema of before version 3 has no column serves_from, and is told apart by its number.
            await using var command = source.CreateCommand(
                "select number, scripts_sha256, coalesce((to_jsonb(recorded) ->> 'serves_from')::integer, number) from workspace.schema_version as recorded");
            await using var row = await command.ExecuteReaderAsync(cancellation);
            return await row.ReadAsync(cancellation) ? FaultOf(row.GetInt32(0), row.GetInt32(2), row.GetString(1)) : Older("has no version");
        }
        catch (PostgresException missing) when (missing.SqlState
            is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InsufficientPrivilege)
        {
            return Older("has no version");
        }
    }

    private static string? FaultOf(int number, int servesFrom, string sha256) =>
        number > SchemaVersion.Number ? servesFrom <= SchemaVersion.Number ? null : Newer(number, servesFrom)
        : number < SchemaVersion.Number ? Older($"has version {number}")
        : !string.Equals(sha256, SchemaScripts.Sha256, StringComparison.Ordinal) ? Older($"was made by other scripts of version {SchemaVersion.Number}")
        : null;

    internal static string Newer(int number, int servesFrom) =>
        $"The schema of this database has version {number} and serves programs from version {servesFrom} on, and this program works with version {SchemaVersion.Number}: start the program of the newer version.";

    private static string Older(string what) =>
        $"The schema of this database {what}, and this program works with version {SchemaVersion.Number}: run `dotnet CaseWorkspace.Worker.dll migrate` of this version with ConnectionStrings:Owner, and start this host again; with --dry-run it says whether the hosts of the version before may go on meanwhile.";

    [LoggerMessage(LogLevel.Warning, "The database does not answer yet; its schema is checked when it does")]
    private static partial void NotYet(ILogger log, Exception fault);
}

/// <summary>A schema on which this program does not start, or that it does not change; the message says what mends it.</summary>
public sealed class WrongSchemaException(string message, Exception? fault = null) : Exception(message, fault);
