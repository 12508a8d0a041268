using System.Globalization;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Storage;
using Marten;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Platform.Hosting;

/// <summary>A database of each version that landed comes to the schema that a new one has.</summary>
public sealed class SchemaMigrationTests(PostgreSqlFixture postgreSql)
{
    private const string Prefix = "schemas/";
    private const string Version4 = Prefix + "version-4-e692e63.sql.gz";
    private const string Version5 = Prefix + "version-5-0dc54c9.sql.gz";

    /// <summary>Schemas alone (1 to 7), and whole databases of the demonstration, made by <c>pg_dump</c> from the version's own program; what a dump leaves out or writes otherwise than the scripts (default rights that were given again, a condition) stands as in the scripts.</summary>
    public static TheoryData<string> Versions =>
        [.. typeof(SchemaMigrationTests).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task After_migrate_the_catalogue_is_that_of_a_new_database_and_a_dry_run_changes_nothing(string version)
    {
        var fresh = await CatalogueAsync((await postgreSql.CreateDatabaseAsync()).ConnectionStringFor(DatabaseRole.Owner));
        var owner = (await RestoreAsync(version)).ConnectionStringFor(DatabaseRole.Owner);
        var old = await CatalogueAsync(owner);
        old.ShouldNotBe(fresh);

        var (would, did) = (new StringWriter(), new StringWriter());
        await SchemaMigration.Run(owner, AllFeatures.Modules, would, dryRun: true);
        (await CatalogueAsync(owner)).ShouldBe(old);
        await SchemaMigration.Run(owner, AllFeatures.Modules, did);
        did.ToString().ShouldBe(would.ToString());

        var migrated = await CatalogueAsync(owner);
        migrated.Except(fresh).ShouldBeEmpty("left from before");
        fresh.Except(migrated).ShouldBeEmpty("missing");

        var again = new StringWriter();
        await SchemaMigration.Run(owner, AllFeatures.Modules, again);
        again.ToString().Trim().ShouldBe("The schema is up to date.");
    }

    [Fact]
    public async Task A_migration_that_waits_for_a_table_gives_it_free_to_those_who_serve_and_comes_again()
    {
        var owner = (await RestoreAsync(Version4)).ConnectionStringFor(DatabaseRole.Owner);
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var held = new HeldTransaction(connection);
        await held.ExecuteAsync("select from workspace.person");
        var migrated = SchemaMigration.Run(owner, AllFeatures.Modules);
        await held.WaitedForAsync();

        // Behind a change that waits, as a host's statement: it would wait for as long as the table is held.
        await ExecuteAsync(owner, "select from workspace.person").WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        migrated.IsCompleted.ShouldBeFalse();

        await held.DisposeAsync();
        await migrated;
    }

    [Fact]
    public async Task Migrate_tells_whether_the_hosts_of_before_go_on_and_never_lets_in_again_whom_it_shut_out()
    {
        var owner = (await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken)).ConnectionStringFor(DatabaseRole.Owner);
        // A version before in which nothing was other than today: the step says what it is.
        await ExecuteAsync(owner, "update workspace.schema_version set number = 2, serves_from = 2");
        var would = new StringWriter();
        await SchemaMigration.Run(owner, AllFeatures.Modules, would, dryRun: true);
        would.ToString().ShouldContain("Hosts of version 2 do not go on with this schema: stop them before, start those of version 6 after.");

        await ExecuteAsync(owner, "update workspace.schema_version set serves_from = 9");
        await SchemaMigration.Run(owner, AllFeatures.Modules);
        await ExecuteAsync(owner, "select 1 / (count(*) filter (where number = 6 and serves_from = 9)) from workspace.schema_version");
    }

    /// <summary>What a host of version 3 spends among the sessions is spent for newer ones, and the other way round; also what it spent before the upgrade.</summary>
    [Fact]
    public async Task Hosts_of_version_3_go_on_and_what_serves_once_serves_once_at_them_and_at_newer_ones()
    {
        var database = await RestoreAsync("schemas/7-f60e825.sql.gz");
        var (owner, host) = (database.ConnectionStringFor(DatabaseRole.Owner), database.ConnectionStringFor(DatabaseRole.App));
        await ExecuteAsync(owner, "insert into workspace.schema_version (number, serves_from, scripts_sha256) values (3, 3, '')");
        (await SpendAsVersion3Async("before")).ShouldBe(1);

        var said = new StringWriter();
        await SchemaMigration.Run(owner, AllFeatures.Modules, said);
        // Those of version 6 seal texts in events, which shuts the older ones out; what serves once goes on all the same.
        said.ToString().ShouldContain("Hosts of version 3 do not go on with this schema");

        (await SpendAsync("before")).ShouldBe(0);
        (await SpendAsVersion3Async("before")).ShouldBe(0);
        (await SpendAsync("at a newer one")).ShouldBe(1);
        (await SpendAsVersion3Async("at a newer one")).ShouldBe(0);
        (await SpendAsVersion3Async("at an older one")).ShouldBe(1);
        (await SpendAsync("at an older one")).ShouldBe(0);
        (await SpendAsVersion3Async("at an older one")).ShouldBe(0);
        // Sessions themselves are not held up.
        (await ChangedAsync(host, "insert into workspace.web_session (key, person, ticket, expires) values ('a session', gen_random_uuid(), 'x', now() + interval '1 hour')")).ShouldBe(1);

        Task<int> SpendAsVersion3Async(string key) => ChangedAsync(host,
            $"insert into workspace.web_session (key, person, ticket, expires) values ('logout-token:{key}', gen_random_uuid(), '', now() + interval '1 hour') on conflict (key) do nothing");
        Task<int> SpendAsync(string key) => ChangedAsync(host,
            $"insert into workspace.spent_token (key, expires) values ('{key}', now() + interval '1 hour') on conflict (key) do nothing");
    }

    [Fact]
    public async Task A_migration_that_waited_for_a_newer_one_is_refused()
    {
        var owner = (await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken)).ConnectionStringFor(DatabaseRole.Owner);
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var held = new HeldTransaction(connection);
        await held.ExecuteAsync("select pg_advisory_xact_lock(hashtext('caseworkspace migrate'))");
        var migrated = SchemaMigration.Run(owner, AllFeatures.Modules);
        await held.WaitedForAsync();
        await ExecuteAsync(owner, "update workspace.schema_version set number = 99, serves_from = 99");

        await held.DisposeAsync();
        (await Should.ThrowAsync<WrongSchemaException>(migrated)).Message.ShouldContain("99");
    }

    [Theory]
    [InlineData("version-2-e72d5a8")]
    [InlineData("version-3-f60e825")]
    [InlineData("version-4-e692e63")]
    public async Task A_database_of_an_earlier_version_keeps_its_rows_and_is_read_by_the_store(string version)
    {
        var database = await RestoreAsync($"{Prefix}{version}.sql.gz");
        var (owner, host) = (database.ConnectionStringFor(DatabaseRole.Owner), database.ConnectionStringFor(DatabaseRole.App));
        var columns = await ColumnsAsync(owner);
        var before = await RowsAsync(owner, columns);
        before["workspace.mt_events"].ShouldStartWith("38 ");
        before["workspace.stand_in"].ShouldStartWith("1 ");

        var said = new StringWriter();
        await SchemaMigration.Run(owner, AllFeatures.Modules, said);
        said.ToString().ShouldContain("stop them before");

        (await RowsAsync(owner, columns)).ShouldBe(before, ignoreOrder: true);
        await using var source = NpgsqlDataSource.Create(host);
        await using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, source, AllFeatures.Modules));
        await using var session = store.QuerySession();
        var files = await session.Query<Investigation>().ToListAsync(TestContext.Current.CancellationToken);
        files.Count.ShouldBe(3);
        foreach (var file in files)
        {
            // The events of that version, folded by this program, come to the snapshot that it left.
            (await session.Events.AggregateStreamAsync<Investigation>(file.Id, token: TestContext.Current.CancellationToken))!.Title.ShouldBe(file.Title);
        }

        var events = await session.Events.QueryAllRawEvents().ToListAsync(TestContext.Current.CancellationToken);
        events.Count(one => one.Data is not ColleagueAppointed).ShouldBe(38);
        // Each place that a row of that version told is an event; from the events come the rows of access that it left.
        events.Count(one => one.Data is ColleagueAppointed).ShouldBe(PlacesOf(before));
        await using var all = NpgsqlDataSource.Create(owner);
        // These two rows were put into the dumps by hand, so that each table has one.
        (await AccessComparison.Run(all, store, AllFeatures.Modules, TestContext.Current.CancellationToken))
            .Select(one => (one.Table, one.IsMissing)).ShouldBe([("level_before", false), ("stand_in", false)]);
        await using var reached = source.CreateCommand(
            "select count(distinct r.scope) from workspace.person p, workspace.standing(p.id, p.unit, array['person:' || p.id]) r where r.kind = 'investigation' and r.relation = 'lead'");
        (await reached.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(3L);
    }

    /// <summary>The first with people, tasks and instructions: see <see cref="Worker.SealTextsTests"/> for their texts.</summary>
    [Fact]
    public async Task A_database_of_version_5_keeps_its_rows_and_its_access()
    {
        var database = await RestoreAsync(Version5);
        var owner = database.ConnectionStringFor(DatabaseRole.Owner);
        var columns = await ColumnsAsync(owner);
        var before = await RowsAsync(owner, columns);
        before["workspace.mt_doc_recordedperson"].ShouldStartWith("3 ");
        before["workspace.mt_doc_casetask"].ShouldStartWith("8 ");

        var said = new StringWriter();
        await SchemaMigration.Run(owner, AllFeatures.Modules, said);
        said.ToString().ShouldContain("Hosts of version 5 do not go on with this schema: stop them before, start those of version 6 after.");

        // What was run is written down.
        var after = await RowsAsync(owner, columns);
        before.Remove("workspace.schema_migration");
        after.Remove("workspace.schema_migration");
        after.ShouldBe(before, ignoreOrder: true);
        await using var source = NpgsqlDataSource.Create(owner);
        await using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, source, AllFeatures.Modules));
        (await AccessComparison.Run(source, store, AllFeatures.Modules, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_migration_writes_nothing_and_needs_no_table_that_others_use()
    {
        var owner = (await RestoreAsync(Version4)).ConnectionStringFor(DatabaseRole.Owner);
        await SchemaMigration.Run(owner, AllFeatures.Modules);
        var (catalogue, record) = (await CatalogueAsync(owner), await RecordAsync(owner));
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var held = new HeldTransaction(connection);
        // Nobody writes to these meanwhile, nor changes them.
        await held.ExecuteAsync(
            "do $$ declare one regclass; begin for one in select oid from pg_class where relnamespace in ('workspace'::regnamespace, 'journal'::regnamespace) and relkind in ('r', 'p') and relname <> 'schema_version' loop execute format('lock table %s in share mode', one); end loop; end $$");

        var said = new StringWriter();
        await SchemaMigration.Run(owner, AllFeatures.Modules, said);

        said.ToString().Trim().ShouldBe("The schema is up to date.");
        (await CatalogueAsync(owner)).ShouldBe(catalogue);
        (await RecordAsync(owner)).ShouldBe(record);
    }

    [Fact]
    public async Task Of_two_migrations_at_once_one_runs_the_scripts()
    {
        var fresh = await CatalogueAsync((await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken)).ConnectionStringFor(DatabaseRole.Owner));
        var owner = (await RestoreAsync(Version4)).ConnectionStringFor(DatabaseRole.Owner);

        StringWriter[] said = [new(), new()];
        await Task.WhenAll(said.Select(report => SchemaMigration.Run(owner, AllFeatures.Modules, report)));

        said.Count(report => report.ToString().Contains("deploy/postgresql/carry-over.sql", StringComparison.Ordinal)).ShouldBe(1);
        said.Count(report => report.ToString().Trim() == "The schema is up to date.").ShouldBe(1);
        (await CatalogueAsync(owner)).ShouldBe(fresh);
    }

    [Fact]
    public async Task A_script_that_fails_is_named_and_leaves_everything_as_it_was()
    {
        var owner = (await RestoreAsync(Version4)).ConnectionStringFor(DatabaseRole.Owner);
        await ExecuteAsync(owner, "drop function workspace.version_of; create function workspace.version_of(shown text) returns integer language sql immutable as 'select 1'");
        var columns = await ColumnsAsync(owner);
        var (catalogue, rows) = (await CatalogueAsync(owner), await RowsAsync(owner, columns));

        (await Should.ThrowAsync<WrongSchemaException>(SchemaMigration.Run(owner, AllFeatures.Modules))).Message
            .ShouldBe("The schema is unchanged: deploy/postgresql/functions/version_of.sql failed: cannot change return type of existing function (42P13).");

        (await CatalogueAsync(owner)).ShouldBe(catalogue);
        (await RowsAsync(owner, columns)).ShouldBe(rows, ignoreOrder: true);
    }

    [Fact]
    public async Task A_function_whose_text_changed_is_applied_again_with_its_trigger_and_nothing_else_is()
    {
        var owner = (await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken)).ConnectionStringFor(DatabaseRole.Owner);
        var (catalogue, record) = (await CatalogueAsync(owner), await RecordAsync(owner));
        // As the version before had it; that had a function, too, which this one has no more.
        await ExecuteAsync(owner, """
            drop trigger person_changes on workspace.person;
            create or replace function workspace.person_changes() returns trigger language plpgsql as 'begin return null; end';
            update workspace.schema_migration set sha256 = 'before' where script in ('functions/person_changes.sql', 'workspace-grants.sql');
            insert into workspace.schema_migration (script, sha256) values ('functions/gone.sql', 'before');
            """);

        var said = new StringWriter();
        await SchemaMigration.Run(owner, AllFeatures.Modules, said);

        said.ToString().Split(Environment.NewLine).Where(line => line.StartsWith("deploy/", StringComparison.Ordinal))
            .ShouldBe(["deploy/postgresql/functions/person_changes.sql", "deploy/postgresql/workspace-grants.sql"]);
        (await CatalogueAsync(owner)).ShouldBe(catalogue);
        (await RecordAsync(owner)).ShouldBe(record);
    }

    [Theory]
    [InlineData("update workspace.schema_migration set sha256 = 'other' where script = 'migrations/0003-people.sql'", "deploy/postgresql/migrations/0003-people.sql has another text than the one that this database has had")]
    [InlineData("insert into workspace.schema_migration (script, sha256) values ('migrations/9999-later.sql', 'other')", "deploy/postgresql/migrations/9999-later.sql, which this program does not know")]
    public async Task A_migration_that_was_run_and_has_another_text_now_is_refused(string change, string refusal)
    {
        var owner = (await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken)).ConnectionStringFor(DatabaseRole.Owner);
        await ExecuteAsync(owner, change);
        var record = await RecordAsync(owner);

        (await Should.ThrowAsync<WrongSchemaException>(SchemaMigration.Run(owner, AllFeatures.Modules))).Message.ShouldContain(refusal);

        (await RecordAsync(owner)).ShouldBe(record);
    }

    /// <summary>Fails where the mapping, or Marten, changed and no migration follows it.</summary>
    [Fact]
    public async Task The_migrations_make_what_the_event_store_wants()
    {
        var made = await CatalogueAsync((await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken)).ConnectionStringFor(DatabaseRole.Owner));
        var owner = (await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken)).ConnectionStringFor(DatabaseRole.Owner);
        await ExecuteAsync(owner, "drop schema workspace cascade; create schema workspace;");
        await ExecuteAsync(owner, WorkspaceServices.SchemaScript());
        string[] wanted = [.. (await CatalogueAsync(owner)).Where(IsOfTheStore)];
        wanted.Length.ShouldBeGreaterThan(200);

        // The foreign key from events to streams, once and in each partition (docs/adr/0013).
        wanted.Except(made).ShouldAllBe(line => line.Contains("fkey", StringComparison.Ordinal) && line.Contains("FOREIGN KEY (stream_id, is_archived)", StringComparison.Ordinal));
        // The indexes by time, and the triggers that a constraint stands for.
        made.Where(IsOfTheStore).Except(wanted).ShouldAllBe(line => line.Contains("timestamp", StringComparison.Ordinal) && line.StartsWith("index ", StringComparison.Ordinal)
            || line.StartsWith("index CREATE INDEX mt_doc_occurrence_in_time ", StringComparison.Ordinal)
            || line == "constraint workspace.mt_doc_informationrequest.request_awaits TRIGGER DEFERRABLE INITIALLY DEFERRED"
            || line == "constraint workspace.mt_doc_casetask.snapshot_awaits TRIGGER DEFERRABLE INITIALLY DEFERRED"
            || line == "constraint workspace.mt_doc_caseclock.snapshot_awaits TRIGGER DEFERRABLE INITIALLY DEFERRED"
            || line == "constraint workspace.mt_doc_actionprotocol.snapshot_awaits TRIGGER DEFERRABLE INITIALLY DEFERRED"
            || line == "constraint workspace.mt_doc_covertmeasure.snapshot_awaits TRIGGER DEFERRABLE INITIALLY DEFERRED"
            || line == "constraint workspace.mt_doc_recordedperson.person_review TRIGGER DEFERRABLE INITIALLY DEFERRED");
    }

    private static bool IsOfTheStore(string line) =>
        line.Split('\n')[0].Contains("workspace.mt_", StringComparison.Ordinal) && line.Split(' ')[0] is "table" or "column" or "index" or "constraint" or "sequence" or "function";

    /// <summary>A database as the version had it.</summary>
    private Task<WorkspaceDatabase> RestoreAsync(string version) => OldSchema.RestoreAsync(postgreSql, version);

    private static async Task<SortedSet<string>> CatalogueAsync(string owner)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        return await SchemaCatalogue.Read(connection);
    }

    /// <summary>What a database had, and since when: it changes with every act of writing.</summary>
    private static Task<string[]> RecordAsync(string owner) => ReadAsync(owner,
        "select script || ' ' || sha256 from workspace.schema_migration union all select format('%s %s %s %s', number, serves_from, scripts_sha256, applied_at) from workspace.schema_version order by 1");

    /// <summary>The columns of each table.</summary>
    private static async Task<Dictionary<string, string>> ColumnsAsync(string owner) =>
        (await ReadAsync(owner, """
            select format('%I.%I', n.nspname, c.relname) || ' ' || string_agg(quote_ident(a.attname), ', ' order by a.attnum)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where n.nspname in ('workspace', 'journal') and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_version'
            group by n.nspname, c.relname
            """)).ToDictionary(line => line[..line.IndexOf(' ', StringComparison.Ordinal)], line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal);

    private static int PlacesOf(Dictionary<string, string> rows) =>
        CountOf(rows["workspace.person"]) + CountOf(rows["workspace.person_before"]);

    private static int CountOf(string row) => int.Parse(row.Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>How many rows each table has, and what stands in them, but for the events that a migration makes of rows.</summary>
    private static async Task<Dictionary<string, string>> RowsAsync(string owner, Dictionary<string, string> columns)
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (table, names) in columns)
        {
            rows[table] = (await ReadAsync(owner, $"select format('%s %s', count(*), md5(string_agg(r::text, E'\n' order by r::text))) from (select {(IsOfRequests(table) ? names.Replace(" data,", " data #- '{awaits,due}',", StringComparison.Ordinal) : names)} from {table} where {Kept(table)}) r")).Single();
        }

        return rows;
    }

    // Until when a request waits is written into it by a migration.
    private static bool IsOfRequests(string table) => string.Equals(table, "workspace.mt_doc_informationrequest", StringComparison.Ordinal);

    private static string Kept(string table) => table switch
    {
        "workspace.mt_events" => "type <> 'colleague-appointed'",
        "workspace.mt_streams" => "type is distinct from 'appointment'",
        _ => "true",
    };

    private static async Task<string[]> ReadAsync(string owner, string sql)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return [.. lines];
    }

    private static Task<int> ExecuteAsync(string owner, string sql) => ChangedAsync(owner, sql);

    private static async Task<int> ChangedAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }
}
