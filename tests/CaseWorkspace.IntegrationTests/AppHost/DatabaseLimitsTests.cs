using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.AppHost;

/// <summary>How far each role of the database reaches: what happened stays, no matter who connects, and schema changes by its owner alone.</summary>
public sealed class DatabaseLimitsTests(PostgreSqlFixture postgreSql)
{
    private static readonly string[] Privileges = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"];

    /// <summary>What is done to a table, or to one of its partitions, to change or hide what stands in it.</summary>
    private static readonly string[] Attempts =
    [
        "update {0} set {1} = {1}", "delete from {0}", "truncate {0}", "drop table {0}", "drop table {0} cascade",
        "alter table {0} disable trigger all", "alter table {0} enable row level security", "alter table {0} rename to mine",
        "alter table {0} set schema public", "alter table {0} owner to current_user", "alter table {0} drop column {1}",
        "alter table {0} alter column {1} drop not null", "alter table {0} add constraint mine check (false) not valid",
        "create trigger mine before insert on {0} execute function pg_catalog.suppress_redundant_updates_trigger()",
        "create rule mine as on insert to {0} do instead nothing", "create index mine on {0} ({1})",
        "do $$ begin lock table {0} in access exclusive mode; end $$", "create policy mine on {0} using (false)", "merge into {0} using (values (1)) as v (x) on true when matched then delete",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseRole.App)]
    [InlineData(DatabaseRole.Identity)]
    public async Task Events_and_journal_stay_as_they_are_with_each_of_their_partitions(DatabaseRole role)
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        string[] events = ["workspace.mt_events", .. await PartitionsAsync(database, "workspace.mt_events")];
        string[] journal = ["journal.entry", .. await PartitionsAsync(database, "journal.entry")];
        events.Length.ShouldBeGreaterThan(2);
        journal.Length.ShouldBe(121);
        await using var connection = await OpenAsync(database, role);
        // Of ten years of months some.
        foreach (var (table, column) in events.Select(table => (table, "data")).Concat(journal.Where((_, i) => i < 3 || i % 30 == 0).Select(table => (table, "granted"))))
        {
            foreach (var attempt in Attempts)
                await ShouldBeRefusedAsync(connection, attempt.Replace("{0}", table, StringComparison.Ordinal).Replace("{1}", column, StringComparison.Ordinal));
        }

        await ShouldBeRefusedAsync(connection, $"insert into {journal[1]} select * from journal.entry");
        await ShouldBeRefusedAsync(connection, $"alter table journal.entry detach partition {journal[1]}");
        await ShouldBeRefusedAsync(connection, $"alter table journal.entry detach partition {journal[1]} concurrently");
        await ShouldBeRefusedAsync(connection, $"alter table workspace.mt_events detach partition {events[1]}");
        await ShouldBeRefusedAsync(connection, "alter table journal.entry attach partition workspace.series default");
        await ShouldBeRefusedAsync(connection, "create table journal.mine partition of journal.entry default");
    }

    [Fact]
    public async Task The_custodian_reaches_events_and_streams_and_reads_the_journal_and_that_is_all()
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        (await GrantedAsync(database, DatabaseRole.Custodian)).ShouldBe(
            ["journal.entry: SELECT", "workspace.mt_events: SELECT UPDATE DELETE", "workspace.mt_streams: SELECT UPDATE DELETE"], ignoreOrder: true);

        await using var connection = await OpenAsync(database, DatabaseRole.Custodian);
        foreach (var attempt in Attempts.Skip(2).Where(attempt => !attempt.Contains("lock table", StringComparison.Ordinal) && !attempt.StartsWith("merge", StringComparison.Ordinal)))
            await ShouldBeRefusedAsync(connection, attempt.Replace("{0}", "workspace.mt_events", StringComparison.Ordinal).Replace("{1}", "data", StringComparison.Ordinal));
        foreach (var attempt in Attempts)
            await ShouldBeRefusedAsync(connection, attempt.Replace("{0}", "journal.entry", StringComparison.Ordinal).Replace("{1}", "granted", StringComparison.Ordinal));
        foreach (var attempt in new[]
        {
            "insert into workspace.mt_events (id) values (gen_random_uuid())", "insert into workspace.mt_streams (id) values (gen_random_uuid())",
            "insert into journal.entry (id) values (gen_random_uuid())", "select * from workspace.mt_doc_investigation", "select * from workspace.case_relation",
            "insert into workspace.case_relation (scope, subject, relation) values (gen_random_uuid(), 'person:1', 'lead')",
            "select * from workspace.web_session", "select * from workspace.spent_token", "select * from workspace.protection_key", "select * from workspace.person", "select nextval('workspace.mt_events_sequence')",
        })
        {
            await ShouldBeRefusedAsync(connection, attempt);
        }
    }

    [Fact]
    public async Task Identity_has_no_right_on_anything_outside_its_own_schema()
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        (await GrantedAsync(database, DatabaseRole.Identity)).ShouldBeEmpty();
        await using var owner = await OpenAsync(database, DatabaseRole.Owner);
        await using var functions = new NpgsqlCommand(
            """
            select count(*) from pg_proc p
            where p.pronamespace in ('workspace'::regnamespace, 'journal'::regnamespace) and has_schema_privilege('caseworkspace_identity', p.pronamespace, 'USAGE')
               or p.pronamespace in ('workspace'::regnamespace, 'journal'::regnamespace) and has_function_privilege('caseworkspace_identity', p.oid, 'EXECUTE')
            """, owner);
        (await functions.ExecuteScalarAsync(Cancellation)).ShouldBe(0L);
        await using var identity = await OpenAsync(database, DatabaseRole.Identity);
        foreach (var attempt in new[] { "select * from workspace.mt_events", "select * from journal.entry", "select * from workspace.person", "select * from workspace.standing(null, '', '{}')" })
            await ShouldBeRefusedAsync(identity, attempt);
    }

    [Fact]
    public async Task Schema_is_brought_up_to_date_by_its_owner_and_by_nobody_else()
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        await using var owner = await OpenAsync(database, DatabaseRole.Owner);
        // As an older version would have left it.
        await ExecuteAsync(owner, OldSchema.BeforeNumbers + "drop table workspace.mt_doc_standin; drop function workspace.standing; alter table journal.entry drop column words, drop column asked; alter table workspace.person drop column said_at; drop index workspace.answered_at");
        var before = await SchemaAsync(owner);

        foreach (var role in new[] { DatabaseRole.App, DatabaseRole.Custodian })
        {
            await Should.ThrowAsync<CannotStartException>(() => MigrateAsync(database, role));
            (await SchemaAsync(owner)).ShouldBe(before);
        }

        await MigrateAsync(database, DatabaseRole.Owner);
        (await SchemaAsync(owner)).ShouldBe(await SchemaOfNewAsync());
    }

    private async Task<string> SchemaOfNewAsync()
    {
        await using var owner = await OpenAsync(await postgreSql.CreateDatabaseAsync(Cancellation), DatabaseRole.Owner);
        return await SchemaAsync(owner);
    }

    /// <summary>Tables with their columns, functions, indexes and rights, as one text.</summary>
    private static async Task<string> SchemaAsync(NpgsqlConnection owner)
    {
        await using var command = new NpgsqlCommand(
            """
            select string_agg(line, E'\n' order by line) from (
                select c.oid::regclass::text || ' ' || c.relkind::text || ' ' || coalesce(c.relacl::text, '') ||
                       coalesce((select string_agg(a.attname || ' ' || a.atttypid::regtype::text, ', ' order by a.attname) from pg_attribute a
                                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '') as line
                from pg_class c where c.relnamespace in ('workspace'::regnamespace, 'journal'::regnamespace, 'identity'::regnamespace)
                union all
                select p.oid::regprocedure::text || ' ' || coalesce(p.proacl::text, '') from pg_proc p
                where p.pronamespace in ('workspace'::regnamespace, 'journal'::regnamespace, 'identity'::regnamespace)) as things
            """, owner);
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task MigrateAsync(WorkspaceDatabase database, DatabaseRole role)
    {
        Directory.CreateDirectory(PostgreSqlFixture.TestsFolder);
        var settings = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Demo", ["ConnectionStrings__Owner"] = database.ConnectionStringFor(role) };
        var log = Path.Combine(PostgreSqlFixture.TestsFolder, $"migrate-{database.Name}-{role}.log");
        await using var worker = new HostProcess(
            HostName.Worker, new Uri("http://localhost"), TestedHosts.ProgramOf(HostName.Worker), settings, log);
        await worker.MigrateAsync(settings, Cancellation);
    }

    /// <summary>What the role may do with each table of workspace and journal, or with a column of it.</summary>
    private static async Task<IReadOnlyList<string>> GrantedAsync(WorkspaceDatabase database, DatabaseRole role)
    {
        await using var owner = await OpenAsync(database, DatabaseRole.Owner);
        await using var command = new NpgsqlCommand(
            """
            select n.nspname || '.' || c.relname || ': ' || string_agg(p.name, ' ' order by p.place)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace, unnest(@privileges) with ordinality as p (name, place)
            where n.nspname in ('workspace', 'journal') and c.relkind in ('r', 'p', 'v', 'm')
              and case when p.name in ('DELETE', 'TRUNCATE', 'TRIGGER') then has_table_privilege(@role, c.oid, p.name) else has_any_column_privilege(@role, c.oid, p.name) end
            group by n.nspname, c.relname
            """, owner);
        command.Parameters.AddWithValue("privileges", Privileges);
        command.Parameters.AddWithValue("role", DatabaseRoles.NameOf(role));
        var granted = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
            granted.Add(reader.GetString(0));
        return granted;
    }

    private static async Task<IReadOnlyList<string>> PartitionsAsync(WorkspaceDatabase database, string table)
    {
        await using var owner = await OpenAsync(database, DatabaseRole.Owner);
        await using var command = new NpgsqlCommand("select array_agg(relid::text order by relid::text) from pg_partition_tree(@table::regclass) where parentrelid is not null", owner);
        command.Parameters.AddWithValue("table", table);
        // The owner's search path leaves out the schema.
        return [.. ((string[])(await command.ExecuteScalarAsync(Cancellation))!).Select(name => name.Contains('.', StringComparison.Ordinal) ? name : $"{table.Split('.')[0]}.{name}")];
    }

    private static async Task ShouldBeRefusedAsync(NpgsqlConnection connection, string attempt)
    {
        try
        {
            await ExecuteAsync(connection, attempt);
        }
        catch (PostgresException refused)
        {
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, $"{attempt}: {refused.MessageText}");
            return;
        }

        Assert.Fail($"It was possible to: {attempt}");
    }

    private static async Task<NpgsqlConnection> OpenAsync(WorkspaceDatabase database, DatabaseRole role)
    {
        var connection = new NpgsqlConnection(database.ConnectionStringFor(role));
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
