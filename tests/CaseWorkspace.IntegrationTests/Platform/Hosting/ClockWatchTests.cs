using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Platform.Hosting;

/// <summary>The clock of a host beside the clock of a real database.</summary>
public sealed class ClockWatchTests(PostgreSqlFixture postgreSql)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, false)]
    [InlineData(25, false)]
    [InlineData(-25, false)]
    [InlineData(40, true)]
    [InlineData(-40, true)]
    [InlineData(-3600, true)]
    public async Task A_clock_that_differs_too_far_makes_the_host_unready(int seconds, bool off)
    {
        await using var database = await DatabaseAsync();
        using var watch = new ClockWatch(database, new Shifted { By = TimeSpan.FromSeconds(seconds) }, NullLogger<ClockWatch>.Instance);

        await watch.Compare(Cancel);

        watch.IsOff.ShouldBe(off);
        watch.Ahead.TotalSeconds.ShouldBe(seconds, tolerance: 4);
        (await watch.CheckHealthAsync(new HealthCheckContext(), Cancel)).Status.ShouldBe(off ? HealthStatus.Unhealthy : HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_jump_is_seen_before_the_next_comparison_and_goes_with_the_clock()
    {
        await using var database = await DatabaseAsync();
        var clock = new Shifted();
        using var watch = new ClockWatch(database, clock, NullLogger<ClockWatch>.Instance);
        await watch.Compare(Cancel);
        watch.IsOff.ShouldBeFalse();

        clock.By = TimeSpan.FromDays(400);
        watch.IsOff.ShouldBeTrue();

        clock.By = TimeSpan.Zero;
        watch.IsOff.ShouldBeFalse();
    }

    private async Task<NpgsqlDataSource> DatabaseAsync() =>
        NpgsqlDataSource.Create((await postgreSql.CreateDatabaseAsync(Cancel)).ConnectionStringFor(DatabaseRole.App));

    /// <summary>This machine's clock, set wrong.</summary>
    private sealed class Shifted : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + By;
    }
}
