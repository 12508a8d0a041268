extern alias IdentityProgram;

using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Shouldly;
using Xunit;
using ExpandingMigration = IdentityProgram::CaseWorkspace.Identity.Accounts.ExpandingMigration;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>Which migrations of Identity let the hosts that run go on.</summary>
[Collection(SharedIdentityHost.Name)]
public sealed class UpgradeTests(IdentityHost host)
{
    private const string Provider = "Npgsql.EntityFrameworkCore.PostgreSQL";

    [Fact]
    public async Task A_dry_run_of_migrate_changes_nothing_and_says_whether_the_hosts_that_run_go_on()
    {
        var connections = await host.OwnDatabaseAsync();
        (await DryRunAsync(connections)).ShouldBe("Schema identity is up to date.");

        await IdentityHost.ExecuteAsync(connections.Owner, "drop table identity.expanding_migrations; delete from identity.accounts_migrations where \"MigrationId\" like '%ExpandingMigrations'");
        for (var again = 0; again < 2; again++)
            (await DryRunAsync(connections)).ShouldBe(
                "+ migration 20261129000500_ExpandingMigrations (hosts of before do not go on with it)\n"
                + "The hosts that run do not go on with this schema: stop them before, start those of this version after.");

        (await IdentityHost.RunAsync(["migrate"], ("ConnectionStrings__Owner", connections.Owner))).ExitCode.ShouldBe(0);
        (await DryRunAsync(connections)).ShouldBe("Schema identity is up to date.");
    }

    [Fact]
    public async Task A_database_of_another_engine_goes_over_to_this_one_and_its_keys_go_on()
    {
        var connections = await host.OwnDatabaseAsync();
        var keys = await new Oidc(await host.StartAsync(connections)).PublishedKeysAsync();
        // Of the engines' tables only the one that they share is left.
        await IdentityHost.ExecuteAsync(connections.Owner,
            """
            do $$
            declare other text;
            begin
            for other in select tablename from pg_tables where schemaname = 'identity' and starts_with(tablename, 'protocol_') and tablename <> 'protocol_keys' loop
                execute format('drop table identity.%I cascade', other);
            end loop;
            end $$
            """);
        var (exit, said) = await IdentityHost.RunAsync(["migrate"], ("ConnectionStrings__Owner", connections.Owner));
        exit.ShouldBe(0, said);
        var address = await host.StartAsync(connections);
        (await new Oidc(address).PublishedKeysAsync()).ShouldBe(keys);
        using var visitor = new Visitor(address);
        (await new Oidc(address).CliTokensAsync(visitor, "investigator"))["access_token"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_migration_waits_for_its_tables_no_longer_than_hosts_can_and_comes_again()
    {
        var connections = await host.OwnDatabaseAsync();
        await IdentityHost.ExecuteAsync(connections.Owner, "drop table identity.expanding_migrations; delete from identity.accounts_migrations where \"MigrationId\" like '%ExpandingMigrations'");
        await using var connection = new NpgsqlConnection(connections.Owner);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var held = new HeldTransaction(connection);
        await held.ExecuteAsync("lock table identity.accounts_migrations in access share mode");
        var migrated = IdentityHost.RunAsync(["migrate"], ("ConnectionStrings__Owner", connections.Owner));
        await held.WaitedForAsync();
        await IdentityHost.ExecuteAsync(connections.Identity, "select from identity.accounts_migrations").WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await held.DisposeAsync();
        (await migrated).ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_migration_that_takes_away_is_no_expanding_one()
    {
        var adding = new MigrationBuilder(Provider);
        adding.AddColumn<string>("rank", "accounts", schema: "identity", nullable: true);
        adding.AddColumn<string>("grade", "accounts", schema: "identity", nullable: false, defaultValue: "");
        ExpandingMigration.ServesProgramsBefore(adding, "29991231000000_Ranks");
        adding.Operations.Count.ShouldBe(3);

        foreach (var act in new Action<MigrationBuilder>[]
        {
            migration => migration.DropColumn("rank", "accounts", "identity"),
            migration => migration.DropTable("accounts", "identity"),
            migration => migration.RenameColumn("rank", "accounts", "grade", "identity"),
            migration => migration.AddColumn<string>("rank", "accounts", schema: "identity", nullable: false),
            migration => migration.AlterColumn<int>("rank", "accounts", schema: "identity"),
        })
        {
            var breaking = new MigrationBuilder(Provider);
            act(breaking);
            Should.Throw<InvalidOperationException>(() => ExpandingMigration.ServesProgramsBefore(breaking, "29991231000000_NoRanks"));
        }
    }

    private static async Task<string> DryRunAsync(IdentityConnections connections)
    {
        var (exit, output) = await IdentityHost.RunAsync(["migrate", "--dry-run"], ("ConnectionStrings__Owner", connections.Owner));
        exit.ShouldBe(0, output);
        return output.Trim().ReplaceLineEndings("\n").Replace("\n\n", "\n", StringComparison.Ordinal);
    }
}
