using System.Globalization;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.AppHost;

public sealed class DatabaseRolesTests(PostgreSqlFixture postgreSql)
{
    public static TheoryData<DatabaseRole> HostRoles => [DatabaseRole.App, DatabaseRole.Custodian, DatabaseRole.Identity];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(HostRoles))]
    public async Task A_host_makes_no_tables_schemas_or_roles(DatabaseRole role)
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        foreach (var attempt in new[]
        {
            "create table workspace.mine (id int)",
            "create table journal.mine (id int)",
            "create table identity.mine (id int)",
            "create table public.mine (id int)",
            "create schema mine",
            "create role mine",
            "create database mine",
            "create temporary table mine (id int)",
            "alter role caseworkspace_owner password 'mine'",
            "drop schema journal cascade",
            "select * from public.caseworkspace_schema",
            "update public.caseworkspace_schema set scripts_sha256 = ''",
        })
        {
            (await RefusalAsync(database, role, attempt)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, attempt);
        }
    }

    [Theory]
    [MemberData(nameof(HostRoles))]
    public async Task A_host_becomes_nobody_else(DatabaseRole role)
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        foreach (var other in DatabaseRoles.All.Where(other => other != role))
        {
            foreach (var attempt in new[] { "set role {0}", "set session authorization {0}", "grant {0} to current_user", "alter role {0} password 'mine'", "reassign owned by {0} to current_user" })
                (await RefusalAsync(database, role, string.Format(CultureInfo.InvariantCulture, attempt, DatabaseRoles.NameOf(other)))).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, attempt);
        }
    }

    [Fact]
    public async Task Identity_sees_nothing_of_workspace_and_journal_and_they_nothing_of_identity()
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        await ExecuteAsync(database.ConnectionStringFor(DatabaseRole.Owner), "create table workspace.a (id int); create table journal.a (id int); create table identity.a (id int)");
        (await RefusalAsync(database, DatabaseRole.Identity, "select * from workspace.a")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await RefusalAsync(database, DatabaseRole.Identity, "select * from journal.a")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await RefusalAsync(database, DatabaseRole.App, "select * from identity.a")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await RefusalAsync(database, DatabaseRole.Custodian, "select * from identity.a")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task The_roles_are_plain_and_members_of_nothing()
    {
        var server = await postgreSql.ServerAsync();
        await postgreSql.CreateDatabaseAsync(Cancellation);
        await using var connection = new NpgsqlConnection(server.Administrator);
        await connection.OpenAsync(Cancellation);
        await using var powers = new NpgsqlCommand("""
            select count(*) from pg_catalog.pg_roles
            where rolname like 'caseworkspace\_%' and (rolsuper or rolcreatedb or rolcreaterole or rolinherit or rolreplication or rolbypassrls)
            """, connection);
        (await powers.ExecuteScalarAsync(Cancellation)).ShouldBe(0L);
        await using var memberships = new NpgsqlCommand("""
            select count(*) from pg_catalog.pg_auth_members join pg_catalog.pg_roles on pg_roles.oid = member where rolname like 'caseworkspace\_%'
            """, connection);
        (await memberships.ExecuteScalarAsync(Cancellation)).ShouldBe(0L);
        await using var owned = new NpgsqlCommand("select count(*) from pg_catalog.pg_roles where rolname like 'caseworkspace\\_%'", connection);
        (await owned.ExecuteScalarAsync(Cancellation)).ShouldBe(7L);
    }

    [Fact]
    public async Task Every_schema_and_table_belongs_to_the_owner()
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        await using var owner = new NpgsqlConnection(database.ConnectionStringFor(DatabaseRole.Owner));
        await owner.OpenAsync(Cancellation);
        await using var others = new NpgsqlCommand("""
            select count(*) from (
                select nspowner as belongs from pg_catalog.pg_namespace where nspname in ('workspace', 'journal', 'identity')
                union all
                select relowner from pg_catalog.pg_class join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
                where nspname in ('workspace', 'journal', 'identity')) as things
            where belongs <> 'caseworkspace_owner'::regrole
            """, owner);
        (await others.ExecuteScalarAsync(Cancellation)).ShouldBe(0L);
    }

    [Fact]
    public async Task Preparing_twice_changes_nothing_and_a_lost_record_of_scripts_migrates()
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        var migrations = 0;
        Task Migrate(WorkspaceDatabase _, CancellationToken __)
        {
            migrations++;
            return Task.CompletedTask;
        }

        var server = await postgreSql.ServerAsync();
        var again = await WorkspaceDatabase.PrepareAsync(server, database.Name, postgreSql.Secrets, takeOver: true, Migrate, Cancellation);
        again.Preparation.ShouldBe(Preparation.Unchanged);

        await ExecuteAsync(database.ConnectionStringFor(DatabaseRole.Owner), "update public.caseworkspace_schema set scripts_sha256 = 'of an older version'");
        var newer = await WorkspaceDatabase.PrepareAsync(server, database.Name, postgreSql.Secrets, takeOver: true, Migrate, Cancellation);
        newer.Preparation.ShouldBe(Preparation.Migrated);
        migrations.ShouldBe(1);

        var settled = await WorkspaceDatabase.PrepareAsync(server, database.Name, postgreSql.Secrets, takeOver: true, Migrate, Cancellation);
        settled.Preparation.ShouldBe(Preparation.Unchanged);
        migrations.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_serves_another_installation_is_left_alone()
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        var given = await CaseWorkspace.AppHost.PostgreSql.ProvidedServer.ConnectAsync((await postgreSql.ServerAsync()).Administrator, Cancellation);
        var refusal = await Should.ThrowAsync<CaseWorkspace.AppHost.CannotStartException>(() => WorkspaceDatabase.PrepareAsync(
            given, database.Name, CaseWorkspace.AppHost.Secrets.Generate(), takeOver: false, (_, _) => Task.CompletedTask, Cancellation));
        refusal.Message.ShouldContain("another CaseWorkspace installation");
        await ExecuteAsync(database.ConnectionStringFor(DatabaseRole.App), "select 1");
    }

    [Fact]
    public async Task The_application_gives_up_statements_after_half_a_minute()
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        await using var app = new NpgsqlConnection(database.ConnectionStringFor(DatabaseRole.App));
        await app.OpenAsync(Cancellation);
        await using var setting = new NpgsqlCommand("show statement_timeout", app);
        (await setting.ExecuteScalarAsync(Cancellation)).ShouldBe("30s");
    }

    private static async Task<string?> RefusalAsync(WorkspaceDatabase database, DatabaseRole role, string attempt)
    {
        try
        {
            await ExecuteAsync(database.ConnectionStringFor(role), attempt);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    private static async Task ExecuteAsync(string connectionString, string text)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
