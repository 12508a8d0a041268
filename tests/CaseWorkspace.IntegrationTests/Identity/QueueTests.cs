extern alias IdentityProgram;

using System.Net;
using System.Threading.RateLimiting;
using IdentityProgram::CaseWorkspace.Identity.Accounts;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>What is sent side by side waits in turn, and holds up nobody else (docs/adr/0035).</summary>
[Collection(SharedAccountsHost.Name)]
public sealed class QueueTests(IdentityHost host)
{
    private const int Many = 40;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Each would hold a connection while it waits for the row in which it is counted: forty are the whole pool.</summary>
    [Theory]
    [InlineData("/second-factor")]
    [InlineData("/recovery-code")]
    public async Task Codes_of_one_account_sent_side_by_side_hold_one_connection_and_nobody_else_waits(string page)
    {
        var name = "many-codes" + page.Replace("/", "-", StringComparison.Ordinal);
        using (var admin = await Administrator.SignInAsync(host.Address))
            await admin.CreateAsync(name, "investigator");
        using var guesser = new Visitor(host.Address, from: "198.51.5.5");
        await guesser.AskedForFactorAsync(name, Administrator.Password);
        var form = await guesser.GetAsync(page + "?signIn=true");
        // One counts, so that there is a row to hold.
        (await guesser.SubmitAsync(form, page, ("Code", "000000"))).Location.ShouldBeNull();
        await using var gate = new NpgsqlConnection(host.Connections.Owner);
        await gate.OpenAsync(Cancel);
        await using var closed = await gate.BeginTransactionAsync(Cancel);
        await using (var hold = new NpgsqlCommand("select count(*) from (select 1 from identity.attempt_counters where network = '198.51.5.0/24' and scope = 'account-network' for update) as held", gate, closed))
            ((long)(await hold.ExecuteScalarAsync(Cancel))!).ShouldBeGreaterThan(0);

        var sent = Enumerable.Range(0, Many).Select(_ => guesser.SubmitAsync(form, page, ("Code", "000000"))).ToList();
        await UntilAsync(async () => await WaitingAsync() > 0);
        // Those that find the line full are answered while the others wait.
        await UntilAsync(() => Task.FromResult(sent.Count(answer => answer.IsCompleted) >= Many - PasswordQueues.LongestOfOne - 1));
        (await WaitingAsync()).ShouldBe(1);
        using (var other = new Visitor(host.Address, from: "203.0.113.5"))
            (await other.SignInAsync("supervisor")).Status.ShouldBe(HttpStatusCode.Found);

        await closed.RollbackAsync(Cancel);
        var answers = await Task.WhenAll(sent);
        answers.Count(answer => answer.Status == HttpStatusCode.ServiceUnavailable).ShouldBe(Many - PasswordQueues.LongestOfOne - 1);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(PasswordQueues.LongestOfOne + 1);
        answers.First(answer => answer.Status == HttpStatusCode.ServiceUnavailable).Text.ShouldContain("Nothing was counted");
    }

    /// <summary>A hash takes a tenth of a second: a session that sends them without end would take every processor.</summary>
    [Fact]
    public async Task The_password_asked_again_in_an_open_session_takes_its_turn()
    {
        using (var admin = await Administrator.SignInAsync(host.Address))
            await admin.CreateAsync("asked-again", "investigator");
        using var visitor = new Visitor(host.Address, from: "198.51.6.6");
        await visitor.SignInAsync("asked-again", Administrator.Password);
        var form = await visitor.GetAsync("/password");
        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => visitor.SubmitAsync(form, "/password", ("Current", "wrong"), ("NewPassword", "seven grey herons on a wet roof"), ("Repeated", "seven grey herons on a wet roof"))));
        answers.Count(answer => answer.Status == HttpStatusCode.ServiceUnavailable).ShouldBeGreaterThan(0);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(PasswordQueues.LongestOfOne + 1);
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_one_session_or_account_one_is_served_at_a_time_and_others_go_on()
    {
        using var queues = new PasswordQueues();
        var (flooded, session) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var stranger = new AttemptOrigin("", "198.51.7.0/24");
        foreach (var take in new Func<Guid, ValueTask<RateLimitLease>>[]
        {
            one => queues.TakeTurnInSessionAsync(one, Cancel),
            account => queues.TakeTurnAsync(account.ToString(), isKnownDevice: true, Cancel),
            account => queues.TakeTurnForCodeAsync(account, stranger, isKnownDevice: false, Cancel),
        })
        {
            var first = await take(flooded);
            first.IsAcquired.ShouldBeTrue();
            var waiting = Enumerable.Range(0, PasswordQueues.LongestOfOne).Select(_ => take(flooded).AsTask()).ToList();
            waiting.ShouldAllBe(turn => !turn.IsCompleted);
            (await take(flooded)).IsAcquired.ShouldBeFalse();
            // Somebody else; and the holder, by a known device and in an open session, while strangers flood.
            using (var other = await take(Guid.CreateVersion7()))
                other.IsAcquired.ShouldBeTrue();
            using (var known = await queues.TakeTurnForCodeAsync(flooded, stranger, isKnownDevice: true, Cancel))
                known.IsAcquired.ShouldBeTrue();
            using (var own = await queues.TakeTurnForCodeAsync(flooded, stranger with { Session = session }, isKnownDevice: false, Cancel))
                own.IsAcquired.ShouldBeTrue();
            foreach (var kind in new[] { true, false })
            {
                using var turn = await queues.TakeTurnAsync("somebody-else", kind, Cancel);
                turn.IsAcquired.ShouldBeTrue();
            }
            first.Dispose();
            foreach (var turn in waiting)
                (await turn).Dispose();
        }
    }

    private Task<long> WaitingAsync() => host.ScalarAsync<long>(
        "select count(distinct pid) from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())");

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        for (var tries = 0; !await done(); tries++)
        {
            tries.ShouldBeLessThan(300);
            await Task.Delay(100, Cancel);
        }
    }
}
