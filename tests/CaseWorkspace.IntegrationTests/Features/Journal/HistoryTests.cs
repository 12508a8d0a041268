using System.Diagnostics.CodeAnalysis;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Storage.Keys;
using JasperFx.Events;
using Marten;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Journal;

/// <summary>Nobody rewrites history: the hosts' database role is not able to, with any program.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class HistoryTests(Workspace workspace)
{
    private static readonly string[] MayChange =
        ["mt_streams", "mt_event_progression", "case_relation", "case_text", "case_scope", "erasure", "person", "series", "stand_in", "web_session"];

    private static readonly string[] MayDelete = ["case_text", "web_session", "spent_token", "answered", "purpose_stated"];

    [Theory]
    [InlineData("update workspace.mt_events set data = '{}'")]
    [InlineData("update workspace.mt_events set timestamp = now() where seq_id = 1")]
    [InlineData("delete from workspace.mt_events")]
    [InlineData("truncate workspace.mt_events")]
    [InlineData("delete from workspace.mt_streams")]
    [InlineData("truncate workspace.answered")]
    [InlineData("update workspace.purpose_stated set purpose = 'other'")]
    [InlineData("update workspace.answered set version = 1")]
    [InlineData("delete from workspace.mt_doc_investigation")]
    [InlineData("update journal.entry set granted = true")]
    [InlineData("delete from journal.entry")]
    [InlineData("truncate journal.entry")]
    [InlineData("insert into journal.entry (id, at) values (gen_random_uuid(), now() - interval '1 day')")]
    [InlineData("create table workspace.mine (id int)")]
    [InlineData("create table journal.mine (id int)")]
    [InlineData("create function workspace.mine() returns int language sql as 'select 1'")]
    [InlineData("drop table workspace.mt_events")]
    [InlineData("alter table journal.entry disable trigger all")]
    [InlineData("create trigger mine before insert on journal.entry execute function workspace.mine()")]
    [InlineData("create rule mine as on insert to journal.entry do instead nothing")]
    [InlineData("set session_replication_role = replica")]
    [InlineData("set role caseworkspace_owner")]
    [InlineData("copy journal.entry to program 'true'")]
    [InlineData("select pg_read_file('/etc/passwd')")]
    public async Task The_application_is_not_able_to(string attempt)
    {
        await using var app = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App));
        await using var command = app.CreateCommand(attempt);
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory]
    [InlineData("UPDATE")]
    [InlineData("DELETE")]
    [InlineData("TRUNCATE")]
    [InlineData("TRIGGER")]
    public async Task The_application_changes_only_what_follows_from_events(string privilege)
    {
        var tables = await workspace.ScalarAsync<string[]>(
            """
            select coalesce(array_agg(c.relname::text order by c.relname), '{}') from pg_class c
            where c.relnamespace in ('workspace'::regnamespace, 'journal'::regnamespace) and c.relkind in ('r', 'p')
              and c.relname not like 'mt\_doc\_%' and case @p1 when 'UPDATE' then has_any_column_privilege('caseworkspace_app', c.oid, @p1) else has_table_privilege('caseworkspace_app', c.oid, @p1) end
            """, privilege);
        tables.ShouldBe(privilege switch { "UPDATE" => MayChange, "DELETE" => MayDelete, _ => [] }, ignoreOrder: true);
    }

    [Fact]
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Tried here so that it is seen to fail.")]
    public async Task An_event_cannot_be_overwritten_through_the_event_store_either()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var before = await workspace.ScalarAsync<string>("select string_agg(data::text, ' ' order by seq_id) from workspace.mt_events where stream_id = @p1", file.Id);
        await using var app = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App));
        using var keys = await PostgreSqlFixture.Current.TextKeysAsync();
        using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, app, AllFeatures.Modules, keys: keys));
        await using var session = store.LightweightSession();
        var note = (await session.Events.FetchStreamAsync(file.Id)).OfType<IEvent<NoteAdded>>().Single();
        var other = new NoteAdded("It never happened");
        EventKeys.SealWith(other, await keys.ToSeal(file.Id, file.Id, TestContext.Current.CancellationToken));
        session.Events.OverwriteEvent(note.WithData(other));

        var refused = await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
        (refused as PostgresException ?? refused.InnerException).ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await workspace.ScalarAsync<string>("select string_agg(data::text, ' ' order by seq_id) from workspace.mt_events where stream_id = @p1", file.Id)).ShouldBe(before);
    }
}
