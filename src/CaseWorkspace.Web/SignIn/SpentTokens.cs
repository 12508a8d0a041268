using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.Platform.Hosting;
using Npgsql;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// What serves once at this host, at any node: logout tokens and programs' proofs (docs/adr/0024, 0038). One statement spends; rows that have run
/// out go each minute, later than any node's clock could still take them.
/// </summary>
public sealed partial class SpentTokens(NpgsqlDataSource source, TimeProvider clock, ILogger<SpentTokens> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Clocks of nodes differ by twice what each may differ from the database's.</summary>
    private static readonly TimeSpan KeptBeyond = 2 * ClockWatch.Limit;

    /// <summary>Whether it comes for the first time.</summary>
    public async Task<bool> Spend(string id, DateTimeOffset until, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("insert into workspace.spent_token (key, expires) values (@key, @expires) on conflict (key) do nothing");
        command.Parameters.AddWithValue("key", Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(id))));
        command.Parameters.AddWithValue("expires", until);
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                // By the database's clock: a node whose own is ahead would let proofs serve twice on all others.
                await using var command = source.CreateCommand("delete from workspace.spent_token where expires < now() - @beyond");
                command.Parameters.AddWithValue("beyond", KeptBeyond);
                await command.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Rows that have run out do no harm but that they are there.
                Left(log, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Spent tokens that have run out could not be removed; it is tried again in a minute")]
    private static partial void Left(ILogger log, Exception fault);
}
