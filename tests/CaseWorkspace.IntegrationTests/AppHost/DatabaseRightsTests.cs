using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.AppHost;

/// <summary>
/// What the application's role may do with every table, column, sequence and function, against a list written by hand; and the attacks of a
/// program that has that role and not our code: dating, renaming, moving, prolonging and hiding.
/// </summary>
public sealed class DatabaseRightsTests(PostgreSqlFixture postgreSql)
{
    private const string Snapshot = "select; insert id data mt_last_modified mt_dotnet_type mt_version; update data mt_last_modified mt_dotnet_type mt_version";

    /// <summary>A table or a column that is not named here is closed to the application.</summary>
    private static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["workspace.mt_events"] = "select; insert seq_id id stream_id version data bdata type tenant_id timestamp mt_dotnet_type is_archived causation_id correlation_id headers user_name",
        ["workspace.mt_streams"] = "select; insert id type version timestamp tenant_id; update version timestamp",
        ["workspace.mt_doc_accessask"] = Snapshot,
        ["workspace.mt_doc_breakglass"] = Snapshot,
        ["workspace.mt_doc_caseclock"] = Snapshot,
        ["workspace.mt_doc_actionprotocol"] = Snapshot,
        ["workspace.mt_doc_occurrence"] = Snapshot,
        ["workspace.mt_doc_covertmeasure"] = Snapshot,
        ["workspace.mt_doc_casetask"] = Snapshot,
        ["workspace.mt_doc_deadletterevent"] = Snapshot,
        ["workspace.mt_doc_evidenceitem"] = Snapshot,
        ["workspace.mt_doc_protectedidentity"] = Snapshot,
        ["workspace.mt_doc_recordedperson"] = Snapshot,
        ["workspace.mt_doc_informationrequest"] = Snapshot,
        ["workspace.mt_doc_investigation"] = Snapshot,
        ["workspace.mt_doc_standin"] = Snapshot,
        ["workspace.mt_doc_subfile"] = Snapshot,
        ["workspace.mt_event_progression"] = "select; insert *; update *",
        ["workspace.mt_event_projection_floors"] = "select; insert *",
        ["workspace.mt_high_water_skips"] = "select; insert *",
        ["workspace.deadline_notice"] = "select; insert thing due stage person",
        ["workspace.case_scope"] = "select; insert id kind file number holder level; update file number holder level closed awaits_relation awaits_person awaits_due turn turned_at withheld_in fenced",
        ["workspace.case_relation"] = "select; insert scope kind subject relation until unit; update until",
        ["workspace.stand_in"] = "select; insert id subject person since until; update until",
        ["workspace.level_before"] = "select",
        ["workspace.person_before"] = "select",
        ["workspace.person"] = "select; insert id name folded roles unit postings said_at; update name folded roles unit postings said_at seen_at refused_at",
        ["workspace.series"] = "select; insert *; update last",
        ["workspace.content_name"] = "select; insert *",
        ["workspace.released_item"] = "select; insert *",
        ["workspace.case_text"] = "select; insert *; update words field inside home form; delete",
        ["workspace.erasure"] = "select; insert thing keys file; update completed_at",
        ["workspace.answered"] = "select; insert actor key fingerprint target version told; delete",
        ["workspace.purpose_stated"] = "select; insert session person file purpose words; delete",
        ["workspace.web_session"] = "select; insert *; update ticket expires; delete",
        ["workspace.spent_token"] = "select; insert *; delete",
        ["workspace.protection_key"] = "select; insert name xml",
        ["workspace.schema_version"] = "select",
        ["journal.entry"] = "select; insert id actor role operation processing thing file relation granted session address purpose words asked recipients correlation followed",
    };

    /// <summary>Neither archiving nor a function that runs with its owner's rights is among them.</summary>
    private static readonly string[] Functions =
    [
        "duties", "duty", "goes_together", "leaves_with", "left_behind", "lent_to", "level_at", "number_outside", "own_level", "enters_alone", "person_at", "post_is_held", "releases_of", "stands_to_file",
        "standing", "standing_at", "unit_at", "young", "next_turn", "version_of", "began_within", "written_within",
        "mt_grams_array", "mt_grams_query", "mt_grams_vector", "mt_immutable_date", "mt_immutable_time", "mt_immutable_timestamp",
        "mt_immutable_timestamptz", "mt_safe_unaccent", "mt_jsonb_append", "mt_jsonb_append_key_value", "mt_jsonb_copy", "mt_jsonb_duplicate", "mt_jsonb_fix_null_parent", "mt_jsonb_increment",
        "mt_jsonb_insert", "mt_jsonb_move", "mt_jsonb_patch", "mt_jsonb_path_to_array", "mt_jsonb_remove", "mt_jsonb_remove_key",
        "mt_mark_event_progression", "mt_mark_progression_with_skip", "mt_quick_append_events",
    ];

    /// <summary>What a program with the role tries, and how it is refused.</summary>
    private static readonly (string Attempt, string Refusal)[] Attempts =
    [
        ("update workspace.mt_streams set id = gen_random_uuid()", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.mt_streams set type = 'evidence_item'", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.mt_streams set is_archived = true", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.mt_streams set created = '2020-01-01'", PostgresErrorCodes.InsufficientPrivilege),
        ("select workspace.mt_archive_stream(id) from workspace.mt_streams", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.mt_streams set version = 1000", PostgresErrorCodes.CheckViolation),
        ("update workspace.mt_streams set version = 0", PostgresErrorCodes.CheckViolation),
        ("insert into workspace.case_relation (scope, subject, relation, since) select id, 'person:x', 'member', '2020-01-01' from workspace.case_scope", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.case_relation set since = now() + interval '1 year'", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.case_relation set subject = 'person:x'", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.case_relation set relation = 'lead'", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.case_relation set scope = gen_random_uuid()", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.case_relation set unit = null", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.case_relation set until = null where until is not null", PostgresErrorCodes.CheckViolation),
        ("update workspace.case_relation set until = now() + interval '1 year' where until is not null", PostgresErrorCodes.CheckViolation),
        ("delete from workspace.case_relation", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.stand_in set since = '2020-01-01'", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.stand_in set until = until + interval '1 year'", PostgresErrorCodes.CheckViolation),
        ("insert into workspace.level_before (scope, level, until) select id, 'standard', now() from workspace.case_scope", PostgresErrorCodes.InsufficientPrivilege),
        ("delete from workspace.level_before", PostgresErrorCodes.InsufficientPrivilege),
        ("insert into workspace.person_before select id, roles, unit, postings, now() from workspace.person", PostgresErrorCodes.InsufficientPrivilege),
        ("insert into workspace.purpose_stated (session, person, file, purpose, at) values ('s', gen_random_uuid(), gen_random_uuid(), 'other', '2020-01-01')", PostgresErrorCodes.InsufficientPrivilege),
        ("insert into workspace.answered (actor, key, fingerprint, target, version, at) values (gen_random_uuid(), 'k', '', gen_random_uuid(), 1, '2020-01-01')", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.content_name set sha256 = ''", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.series set last = last - 1", PostgresErrorCodes.CheckViolation),
        ("update workspace.series set name = name || 'x'", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.case_scope set id = gen_random_uuid()", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.case_scope set kind = 'investigation'", PostgresErrorCodes.InsufficientPrivilege),
        ("update workspace.case_scope set file = gen_random_uuid() where kind = 'evidence'", PostgresErrorCodes.CheckViolation),
        ("update workspace.case_scope set number = 'E-999' where kind = 'evidence'", PostgresErrorCodes.CheckViolation),
        ("update workspace.case_scope set holder = gen_random_uuid() where kind = 'evidence'", PostgresErrorCodes.CheckViolation),
        ("update workspace.mt_doc_investigation set id = gen_random_uuid()", PostgresErrorCodes.InsufficientPrivilege),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_application_has_the_rights_that_are_written_here_and_no_others()
    {
        await using var owner = await OpenAsync(await postgreSql.CreateDatabaseAsync(Cancellation), DatabaseRole.Owner);
        var columns = await RowsAsync(owner,
            """
            select c.relnamespace::regnamespace::text || '.' || c.relname, string_agg(a.attname, ' ' order by a.attnum)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace in ('workspace'::regnamespace, 'journal'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'f') group by 1
            """);
        var rights = await RowsAsync(owner,
            """
            select c.relnamespace::regnamespace::text || '.' || c.relname, concat_ws('; ',
                case when has_any_column_privilege('caseworkspace_app', c.oid, 'SELECT') then 'select' end,
                'insert ' || string_agg(a.attname, ' ' order by a.attname) filter (where has_column_privilege('caseworkspace_app', c.oid, a.attnum, 'INSERT')),
                'update ' || string_agg(a.attname, ' ' order by a.attname) filter (where has_column_privilege('caseworkspace_app', c.oid, a.attnum, 'UPDATE')),
                case when has_table_privilege('caseworkspace_app', c.oid, 'DELETE') then 'delete' end,
                case when has_table_privilege('caseworkspace_app', c.oid, 'TRUNCATE') then 'truncate' end,
                case when has_table_privilege('caseworkspace_app', c.oid, 'TRIGGER') then 'trigger' end,
                case when has_any_column_privilege('caseworkspace_app', c.oid, 'REFERENCES') then 'references' end)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace in ('workspace'::regnamespace, 'journal'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'f')
            group by c.oid, c.relnamespace, c.relname
            """);

        rights.Where(one => one.Value.Length > 0).Select(one => $"{one.Key}: {one.Value}")
            .ShouldBe(Expected.Select(one => $"{one.Key}: {Written(one.Value, columns.GetValueOrDefault(one.Key, ""))}"), ignoreOrder: true);
    }

    [Fact]
    public async Task The_application_draws_from_one_sequence_and_calls_these_functions()
    {
        await using var owner = await OpenAsync(await postgreSql.CreateDatabaseAsync(Cancellation), DatabaseRole.Owner);
        (await RowsAsync(owner,
            """
            select c.oid::regclass::text, case when has_sequence_privilege('caseworkspace_app', c.oid, 'UPDATE') then 'sets' else 'draws' end
            from (select oid from pg_class where relkind = 'S' and relnamespace in ('workspace'::regnamespace, 'journal'::regnamespace) offset 0) c
            where has_sequence_privilege('caseworkspace_app', c.oid, 'USAGE, SELECT, UPDATE')
            """)).ShouldBe([KeyValuePair.Create("mt_events_sequence", "draws")]);
        var callable = await RowsAsync(owner,
            """
            select p.proname, string_agg(p.prosecdef::text, ' ') from pg_proc p
            where p.pronamespace in ('workspace'::regnamespace, 'journal'::regnamespace) and has_function_privilege('caseworkspace_app', p.oid, 'EXECUTE') group by 1
            """);
        callable.Keys.ShouldBe(Functions, ignoreOrder: true);
        callable.Values.ShouldAllBe(definer => !definer.Contains("true"));
        // What runs with its owner's rights is a trigger with a search path of its own, or the one function by which the custodian erases.
        (await RowsAsync(owner,
            "select p.proname, p.prorettype::regtype || ' ' || array_to_string(p.proconfig, ' ') from pg_proc p where p.prosecdef and p.pronamespace in ('workspace'::regnamespace, 'journal'::regnamespace)"))
            .ShouldBe([KeyValuePair.Create("level_changes", "trigger search_path=pg_catalog, pg_temp"), KeyValuePair.Create("person_changes", "trigger search_path=pg_catalog, pg_temp"),
                KeyValuePair.Create("forget_protection_keys", "trigger search_path=pg_catalog, pg_temp"), KeyValuePair.Create("erase_words", "bigint search_path=pg_catalog, pg_temp")], ignoreOrder: true);
    }

    [Fact]
    public async Task An_event_happens_when_it_is_written_whatever_the_writer_says()
    {
        await using var app = await OpenAsync(await postgreSql.CreateDatabaseAsync(Cancellation), DatabaseRole.App);
        var stream = Guid.CreateVersion7();
        await ExecuteAsync(app, $"insert into workspace.mt_streams (id, type, version, timestamp) values ('{stream}', 'investigation', 1, '2020-01-01')");
        const string dated = "insert into workspace.mt_events (seq_id, id, stream_id, version, data, type, timestamp) values ({0}, gen_random_uuid(), '{1}', {2}, '{{}}', 'note-added', '2020-01-01')";
        await ExecuteAsync(app, Filled(dated, "nextval('workspace.mt_events_sequence')", stream, 1));
        (await ScalarAsync<bool>(app, $"select every(e.timestamp > now() - interval '1 minute' and s.timestamp > now() - interval '1 minute' and s.created > now() - interval '1 minute') from workspace.mt_events e join workspace.mt_streams s on s.id = e.stream_id where e.stream_id = '{stream}'")).ShouldBeTrue();
        // Nor in another place of the order, nor archived.
        await ShouldFailAsync(app, Filled(dated, "-5", stream, 2), PostgresErrorCodes.CheckViolation);
        await ShouldFailAsync(app, Filled(dated, "nextval('workspace.mt_events_sequence') + 1000", stream, 2), PostgresErrorCodes.CheckViolation);
        await ShouldFailAsync(app, Filled(dated, "nextval('workspace.mt_events_sequence')", stream, 2).Replace("timestamp)", "timestamp, is_archived)", StringComparison.Ordinal).Replace("'2020-01-01')", "'2020-01-01', true)", StringComparison.Ordinal), PostgresErrorCodes.CheckViolation);
    }

    [Fact]
    public async Task What_was_written_is_not_dated_renamed_moved_or_prolonged()
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        await FillAsync(database);
        await using var app = await OpenAsync(database, DatabaseRole.App);
        foreach (var (attempt, refusal) in Attempts)
            await ShouldFailAsync(app, attempt, refusal);
    }

    /// <summary>Which kinds there are, the program says; the database knows a code from a text.</summary>
    [Fact]
    public async Task A_kind_of_thing_is_a_code_and_a_new_one_needs_no_change_of_the_schema()
    {
        await using var app = await OpenAsync(await postgreSql.CreateDatabaseAsync(Cancellation), DatabaseRole.App);
        await ExecuteAsync(app, Placing("a-kind-of-tomorrow"));
        foreach (var kind in new[] { "", "Evidence", "-evidence", "evidence 1", "an item\n" })
            await ShouldFailAsync(app, Placing(kind), PostgresErrorCodes.CheckViolation);

        static string Placing(string kind) => $"insert into workspace.case_scope (id, kind) values (gen_random_uuid(), E'{kind}')";
    }

    [Fact]
    public async Task A_relation_that_counted_shows_in_who_could_see_however_it_is_ended()
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        var file = await FillAsync(database);
        await using var app = await OpenAsync(database, DatabaseRole.App);
        await using var early = await OpenAsync(database, DatabaseRole.App);
        await ExecuteAsync(early, "begin; select now()");
        await ExecuteAsync(app, $"insert into workspace.case_relation (scope, kind, subject, relation) values ('{file}', 'investigation', 'person:intruder', 'member')");
        var seen = await ScalarAsync<DateTime>(app, "select clock_timestamp()");
        // Ended by a transaction that began before it was given: not before now.
        await ExecuteAsync(early, "update workspace.case_relation set until = '2020-01-01' where subject = 'person:intruder'; commit");
        (await ScalarAsync<bool>(app, "select since <= @p1 and until > @p1 from workspace.case_relation where subject = 'person:intruder'", seen)).ShouldBeTrue();
        // And once only.
        await ShouldFailAsync(app, "update workspace.case_relation set until = '2020-01-01' where subject = 'person:intruder'", PostgresErrorCodes.CheckViolation);
        // Given until a day in the past it is given until now.
        await ExecuteAsync(app, $"insert into workspace.case_relation (scope, kind, subject, relation, until) values ('{file}', 'investigation', 'person:other', 'member', '2020-01-01')");
        (await ScalarAsync<bool>(app, "select until >= since from workspace.case_relation where subject = 'person:other'")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_thing_and_a_person_were_before_a_change_is_kept_without_the_writer()
    {
        var database = await postgreSql.CreateDatabaseAsync(Cancellation);
        var file = await FillAsync(database);
        await using var app = await OpenAsync(database, DatabaseRole.App);
        await ExecuteAsync(app, $"update workspace.case_scope set level = 'restricted' where id = '{file}'");
        (await ScalarAsync<string>(app, $"select level from workspace.level_before where scope = '{file}'")).ShouldBe("standard");
        (await ScalarAsync<string>(app, $"select string_agg(distinct workspace.level_at(id, now()), ' ') from workspace.case_scope where file = '{file}'")).ShouldBe("restricted");
        (await ScalarAsync<string>(app, $"select string_agg(distinct workspace.level_at(id, now() - interval '1 hour'), ' ') from workspace.case_scope where file = '{file}'")).ShouldBe("standard");
        await ExecuteAsync(app, "update workspace.person set roles = '{auditor}', seen_at = '2020-01-01'");
        (await ScalarAsync<bool>(app, "select b.roles = '{supervisor}' and p.seen_at > now() - interval '1 minute' from workspace.person p join workspace.person_before b on b.person = p.id")).ShouldBeTrue();
    }

    /// <summary>A file with an item, relations that run, end and ended, a stand-in, a person and a series; as the owner brings data in.</summary>
    private static async Task<Guid> FillAsync(WorkspaceDatabase database)
    {
        var (file, item) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var owner = await OpenAsync(database, DatabaseRole.Owner);
        await ExecuteAsync(owner,
            $"""
            insert into workspace.mt_streams (id, type, version) values ('{file}', 'investigation', 1);
            insert into workspace.mt_events (seq_id, id, stream_id, version, data, type) values (nextval('workspace.mt_events_sequence'), gen_random_uuid(), '{file}', 1, '{"{}"}', 'opened');
            insert into workspace.mt_doc_investigation (id, data) values ('{file}', '{"{}"}');
            insert into workspace.case_scope (id, kind, file, number, holder) values ('{file}', 'investigation', '{file}', '344-1', '{file}'), ('{item}', 'evidence', '{file}', 'E-001', '{file}');
            insert into workspace.case_relation (scope, kind, subject, relation, since, until) values
                ('{file}', 'investigation', 'person:1', 'lead', now() - interval '1 day', null),
                ('{file}', 'investigation', 'person:2', 'member', now() - interval '1 day', now() + interval '1 day'),
                ('{file}', 'investigation', 'person:3', 'member', now() - interval '2 days', now() - interval '1 day');
            insert into workspace.stand_in (id, subject, person, since, until) values (gen_random_uuid(), 'person:1', gen_random_uuid(), now() - interval '1 day', now() + interval '1 day');
            insert into workspace.level_before (scope, level, until) values (gen_random_uuid(), 'standard', now());
            insert into workspace.content_name (sha256, thing) values ('a', '{item}');
            insert into workspace.series (name, last) values ('case', 5);
            insert into workspace.person (id, name, roles, unit, postings) values (gen_random_uuid(), 'head', '{"{supervisor}"}', 'unit-1', '{"{}"}');
            """);
        return file;
    }

    /// <summary>As the catalogue has it: columns in order of name, and a star for all of them.</summary>
    private static string Written(string rights, string columns) => string.Join("; ", rights.Split("; ").Select(right =>
    {
        var words = right.Split(' ');
        return words.Length == 1 ? right : $"{words[0]} {string.Join(' ', (words[1] is "*" ? columns.Split(' ') : words[1..]).Order(StringComparer.Ordinal))}";
    }));

    private static string Filled(string sql, string sequence, Guid stream, int version) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, sequence, stream, version);

    private static async Task ShouldFailAsync(NpgsqlConnection connection, string attempt, string state)
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(connection, attempt), attempt);
        refused.SqlState.ShouldBe(state, $"{attempt}: {refused.MessageText}");
    }

    private static async Task<NpgsqlConnection> OpenAsync(WorkspaceDatabase database, DatabaseRole role)
    {
        var connection = new NpgsqlConnection(database.ConnectionStringFor(role));
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private static async Task<Dictionary<string, string>> RowsAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
            rows.Add(reader.GetString(0), reader.GetString(1));
        return rows;
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters.AddWithValue($"p{i + 1}", parameters[i]);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
