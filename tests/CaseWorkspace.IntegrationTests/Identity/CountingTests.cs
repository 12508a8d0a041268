extern alias IdentityProgram;

using System.Net;
using IdentityProgram::CaseWorkspace.Identity;
using IdentityProgram::CaseWorkspace.Identity.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>Attempts are counted one after the other, also when they come side by side, are broken off, or come from a host with another clock.</summary>
[Collection(SharedAccountsHost.Name)]
public sealed class CountingTests(IdentityHost host)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AttemptKind.Code)]
    [InlineData(AttemptKind.Password)]
    public async Task Of_sixty_right_ones_side_by_side_none_is_let_in_after_the_failure_that_took_the_last_place(AttemptKind kind)
    {
        var id = await CreateAsync("last-place-" + kind.ToString().ToLowerInvariant());
        var from = new AttemptOrigin("", $"10.60.{(int)kind}.0/24");
        for (var failure = 1; failure < AttemptLimit.OfOne.Free; failure++)
            (await AcceptAsync(id, kind, from, isRight: false)).ShouldBeFalse();
        var scope = kind == AttemptKind.Password ? AttemptScopes.Network : AttemptScopes.AccountNetwork;
        await using var gate = new NpgsqlConnection(host.Connections.Owner);
        await gate.OpenAsync(Cancel);
        await using var closed = await gate.BeginTransactionAsync(Cancel);
        await using (var hold = new NpgsqlCommand("select 1 from identity.attempt_counters where key = $1 for update", gate, closed))
        {
            hold.Parameters.AddWithValue(new Attempt(kind, id, from).KeyOf(scope));
            (await hold.ExecuteScalarAsync(Cancel)).ShouldBe(1);
        }
        var wrong = AcceptAsync(id, kind, from, isRight: false);
        await WaitingAsync(1);
        var right = Enumerable.Range(0, 60).Select(_ => AcceptAsync(id, kind, from, isRight: true)).ToArray();
        await WaitingAsync(61);
        await closed.RollbackAsync(Cancel);
        (await wrong).ShouldBeFalse();
        (await Task.WhenAll(right)).Count(accepted => accepted).ShouldBe(0);
        (await AcceptAsync(id, kind, from, isRight: true)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_right_one_leaves_no_place_taken_and_no_row()
    {
        var id = await CreateAsync("no-row");
        var from = new AttemptOrigin("", "10.61.0.0/24");
        foreach (var kind in Enum.GetValues<AttemptKind>())
            (await AcceptAsync(id, kind, from, isRight: true)).ShouldBeTrue();
        (await host.ScalarAsync<long>("select count(*) from identity.attempt_counters where network = '10.61.0.0/24'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_client_that_goes_away_while_it_is_counted_takes_no_failure_back()
    {
        using var visitor = new Visitor(host.Address, from: "10.62.0.1");
        var page = await visitor.GetAsync("/sign-in");
        await visitor.FillPasswordAsync(page, "nobody-stays", "guess");
        await using var gate = new NpgsqlConnection(host.Connections.Owner);
        await gate.OpenAsync(Cancel);
        await using var closed = await gate.BeginTransactionAsync(Cancel);
        await using (var hold = new NpgsqlCommand("select 1 from identity.attempt_counters where key = 'password network 10.62.0.0/24' for update", gate, closed))
            (await hold.ExecuteScalarAsync(Cancel)).ShouldBe(1);
        var sent = visitor.FillPasswordAsync(page, "nobody-stays", "another guess");
        await WaitingAsync(1);
        visitor.Dispose();
        await Should.ThrowAsync<Exception>(sent);
        // The host hears of it, and would cancel what it asks of the database.
        await Task.Delay(2000, Cancel);
        await closed.RollbackAsync(Cancel);
        for (var tries = 0; await FailuresAsync("password network 10.62.0.0/24") < 2; tries++)
        {
            tries.ShouldBeLessThan(50);
            await Task.Delay(100, Cancel);
        }
    }

    [Fact]
    public async Task Counting_and_telling_wait_for_each_other_in_one_direction()
    {
        var id = await CreateAsync("one-direction");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async worker =>
        {
            for (var round = 0; round < 12; round++)
            {
                await using var database = Database();
                if (worker % 2 == 0)
                    await new FailedSignIns(database, TimeProvider.System).ToldAsync(id, TimeProvider.System.GetUtcNow(), Cancel);
                else
                    await AcceptAsync(id, AttemptKind.Password, new AttemptOrigin("", $"10.63.{worker}.0/24"), isRight: false);
            }
        }));
        (await host.ScalarAsync<long>($"select count(*) from identity.attempt_counters where account_id = '{id}' and scope = 'account'")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_node_whose_clock_lags_counts_once_and_begins_the_wait_with_its_entry()
    {
        var id = await CreateAsync("lagging");
        var from = new AttemptOrigin("", "10.64.0.0/24");
        var now = TimeProvider.System.GetUtcNow();
        for (var failure = 1; failure < AttemptLimit.OfOne.Free; failure++)
            await AcceptAsync(id, AttemptKind.Code, from, isRight: false, now);
        await AcceptAsync(id, AttemptKind.Code, from, isRight: false, now - TimeSpan.FromMinutes(1));
        (await FailuresAsync($"code account-network {id} 10.64.0.0/24")).ShouldBe(AttemptLimit.OfOne.Free);
        (await EntriesAsync(id, "locked-out")).ShouldBe(1);
    }

    [Fact]
    public async Task Names_that_nobody_has_are_counted_each_for_itself_and_kept_nowhere()
    {
        var before = await NobodiesAsync();
        using var visitor = new Visitor(host.Address, from: "10.65.0.1");
        var page = await visitor.GetAsync("/sign-in");
        foreach (var name in new[] { "nobody-one", "nobody-one", "nobody-two", "nobody-three" })
            await visitor.FillPasswordAsync(page, name, "guess");
        (await NobodiesAsync() - before).ShouldBe(3);
        (await host.ScalarAsync<long>("select count(*) from identity.attempt_counters where key ~* 'nobody-(one|two|three)'")).ShouldBe(0);

        Task<long> NobodiesAsync() => host.ScalarAsync<long>("select count(*) from identity.attempt_counters where key like 'password account nobody-%'");
    }

    [Fact]
    public async Task A_flood_from_many_networks_is_no_flood_of_entries_and_a_long_wait_is_one_a_day()
    {
        var id = await CreateAsync("flooded");
        var before = await host.ScalarAsync<long>("select count(*) from identity.account_acts where account_id is null");
        for (var network = 0; network < 3; network++)
        {
            for (var guess = 0; guess < AttemptLimit.OfNetwork.Free; guess++)
                await AcceptAsync(null, AttemptKind.Password, new AttemptOrigin("", $"10.66.{network}.0/24"), isRight: false, name: $"NOBODY-{network}-{guess}");
        }
        (await host.ScalarAsync<long>("select count(*) from identity.account_acts where account_id is null") - before).ShouldBeLessThanOrEqualTo(1);

        var from = new AttemptOrigin("", "10.67.0.0/24");
        for (var day = 1; day <= 3; day++)
        {
            for (var guess = 0; guess < 8; guess++)
            {
                await AcceptAsync(id, AttemptKind.Code, from, isRight: false);
                await ExecuteAsync($"update identity.attempt_counters set open_at = '-infinity' where account_id = '{id}' and scope = 'account-network'");
            }
            (await EntriesAsync(id, "locked-out' and detail = 'code account-network 10.67.0.0/24")).ShouldBe(day);
            await ExecuteAsync($"update identity.account_acts set at = at - interval '25 hours' where account_id = '{id}'; update identity.attempt_counters set failures = 0, open_at = '-infinity' where account_id = '{id}' and scope = 'account'");
        }
    }

    private async Task<Guid> CreateAsync(string userName)
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        return Guid.Parse(await admin.CreateAsync(userName, "investigator"));
    }

    private async Task<bool> AcceptAsync(Guid? id, AttemptKind kind, AttemptOrigin from, bool isRight, DateTimeOffset? now = null, string name = "")
    {
        await using var database = Database();
        var account = id is null ? null : await database.Accounts.SingleAsync(row => row.Id == id, Cancel);
        return await new Attempts(database, new SetClock(now ?? TimeProvider.System.GetUtcNow()), NullLogger<Attempts>.Instance).AcceptAsync(kind, account, from, isRight, name);
    }

    private AccountsDatabase Database()
    {
        var options = new DbContextOptionsBuilder<AccountsDatabase>();
        // Each of those side by side needs a connection, as from several nodes.
        Serving.Configure(options, new NpgsqlConnectionStringBuilder(host.Connections.Identity) { MaxPoolSize = 80 }.ConnectionString);
        return new AccountsDatabase(options.Options);
    }

    /// <summary>So many statements wait for a lock.</summary>
    private async Task WaitingAsync(long count)
    {
        for (var tries = 0; await host.ScalarAsync<long>(
            "select count(distinct pid) from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())") < count; tries++)
        {
            tries.ShouldBeLessThan(300);
            await Task.Delay(50, Cancel);
        }
    }

    private Task<int> FailuresAsync(string key) => host.ScalarAsync<int>($"select failures from identity.attempt_counters where key = '{key}'");

    private Task<long> EntriesAsync(Guid id, string act) => host.ScalarAsync<long>($"select count(*) from identity.account_acts where account_id = '{id}' and act = '{act}'");

    private Task ExecuteAsync(string sql) => IdentityHost.ExecuteAsync(host.Connections.Owner, sql);

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
