using System.Text.Json.Nodes;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using CaseWorkspace.Platform.Actors;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Journal;

/// <summary>What happens to an account at the identity server is read by the auditor in the workspace, by nobody else, and changed by nobody.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class AccountJournalTests(Workspace workspace)
{
    private const string Entries = "/api/journal/accounts";

    private Api Api => workspace.Api;
    private string Issuer => workspace.Installation.Identity.Address.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task Every_act_sign_in_failure_factor_and_end_of_a_session_is_an_entry()
    {
        using var administrator = await Administrator.SignInAsync(Issuer);
        var id = Guid.Parse(await administrator.CreateAsync("entered-in-journal", "investigator"));
        using var owner = new Visitor(Issuer);
        await owner.SignInAsync("entered-in-journal", "not the password at all");
        await owner.SignInAsync("entered-in-journal", Administrator.Password);
        await administrator.ActAsync($"{id}", "Suspend");

        var rows = await RowsAsync($"?person={id}&size=200");
        // Newest first; the entries of the session's end and of the suspension lie in one transaction.
        rows.Select(row => (string)row["act"]!).Distinct().ShouldBe(
            ["session-ended", "suspended", "second-factor-used", "second-factor-set", "signed-in", "sign-in-failed", "invitation-accepted",
                "handover-code-shown", "letter-opened", "unit-set", "role-given", "invited"], ignoreOrder: true);
        var made = rows.Single(row => (string)row["act"]! == "invited");
        ((string)made["actorName"]!).ShouldBe("Sample Administrator");
        ((string)made["confirmerName"]!).ShouldBe("Sample Administrator 2");
        ((Guid)made["account"]!).ShouldBe(id);
        rows.Select(row => (DateTimeOffset)row["at"]!).ShouldBeInOrder(SortDirection.Descending);
        rows.Single(row => (string)row["act"]! == "session-ended")["detail"]!.GetValue<string>().ShouldBe("account-changed");
        (await RowsAsync("?act=proposed&name=administrator&size=200")).ShouldContain(row => (string?)row["detail"] == "invite entered-in-journal");
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_an_entry_without_the_name()
    {
        const string Typed = "hunter2-typed-in-the-wrong-field";
        using var stranger = new Visitor(Issuer);
        var before = TimeProvider.System.GetUtcNow().AddDays(-1);
        // One of a day.
        await stranger.SignInAsync(Typed, "x");
        var found = (await Api.GetAsync(Auditor, $"{Entries}?act=sign-in-failed&from={Uri.EscapeDataString(before.ToString("O"))}&size=200")).Expect(200);
        found.Json["items"]!.AsArray().ShouldContain(row => row!["account"] == null && row["userName"] == null);
        found.Text.ShouldNotContain("hunter2");
        (await workspace.ScalarAsync<long>("select count(*) from identity.account_acts a where a::text like '%hunter2%'")).ShouldBe(0);
    }

    [Fact]
    public async Task It_is_filtered_paged_and_exported_and_each_reading_is_an_entry_itself()
    {
        var (first, seen) = (await Api.GetAsync(Auditor, $"{Entries}?act=signed-in&size=2")).Expect(200) is { } page ? (page.Json, page.Json["items"]!.AsArray()) : default;
        seen.Count.ShouldBe(2);
        var next = (await Api.GetAsync(Auditor, $"{Entries}?act=signed-in&size=2&cursor={Uri.EscapeDataString((string)first["next"]!)}")).Expect(200).Json["items"]!.AsArray();
        next.Select(row => (Guid)row!["id"]!).Intersect(seen.Select(row => (Guid)row!["id"]!)).ShouldBeEmpty();
        next.ShouldAllBe(row => (string)row!["act"]! == "signed-in");
        (await Api.GetAsync(Auditor, $"{Entries}?act=no-such-act")).Expect(400);
        (await RowsAsync("?name=nobody-has-this-name")).ShouldBeEmpty();
        (await RowsAsync("?to=2020-01-01T00:00:00Z")).ShouldBeEmpty();

        (await Api.GetAsync(Auditor, $"{Entries}/export?act=signed-in")).Expect(403, "second-factor-needed");
        var factor = await Api.Tokens.WithSecondFactorAsync(Role.Auditor);
        var file = (await Api.GetAsync(factor, $"{Entries}/export?act=signed-in")).Expect(200).Text;
        file.ShouldContain("Id,At,Act,Detail,Account,UserName,Name,Actor,ActorName,ConfirmerName");
        file.Split('\n')[1].ShouldContain("signed-in");
        (await workspace.ScalarAsync<long>("select count(*) from journal.entry where actor = @p1 and operation = 'journal.export-accounts' and granted and asked = '{\"act\":\"signed-in\"}'", factor.Id)).ShouldBe(1);
        (await workspace.ScalarAsync<long>("select count(*) from journal.entry where actor = @p1 and operation = 'journal.read-accounts' and granted", Auditor.Id)).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task Nobody_else_reads_it()
    {
        foreach (var account in Accounts.All.Where(account => account != Auditor))
        {
            (await Api.GetAsync(account, Entries)).Expect(403, "not-for-role");
            (await Api.GetAsync(account, Entries + "/export")).Expect(403, "not-for-role");
        }
    }

    [Fact]
    public async Task The_workspace_sees_one_view_of_the_identity_server_and_nobody_changes_or_dates_an_entry()
    {
        (await workspace.ScalarAsync<string[]>(
            """
            select array_agg(c.relname || ' ' || r.role || ' ' || concat_ws(' ',
                case when has_any_column_privilege(r.role, c.oid, 'SELECT') then 'select' end,
                case when has_any_column_privilege(r.role, c.oid, 'INSERT') then 'insert' end,
                case when has_any_column_privilege(r.role, c.oid, 'UPDATE') then 'update' end,
                case when has_table_privilege(r.role, c.oid, 'DELETE') or has_table_privilege(r.role, c.oid, 'TRUNCATE') then 'delete' end) order by c.relname, r.role)
            from pg_class c cross join unnest(array['caseworkspace_app', 'caseworkspace_custodian']::text[]) as r(role)
            where c.relnamespace = 'identity'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
                and (has_any_column_privilege(r.role, c.oid, 'SELECT, INSERT, UPDATE') or has_table_privilege(r.role, c.oid, 'DELETE, TRUNCATE'))
            """)).ShouldBe(["account_journal caseworkspace_app select"]);
        (await workspace.ScalarAsync<string>(
            "select string_agg(attname, ' ' order by attnum) from pg_attribute where attrelid = 'identity.account_journal'::regclass and attnum > 0"))
            .ShouldBe("id at xmin act detail account_id account_user_name account_name actor_id actor_name confirmed_by confirmer_name");

        await using var identity = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.Identity));
        foreach (var sql in new[]
                 {
                     "insert into identity.account_acts (id, act, at) values (gen_random_uuid(), 'ended', '2020-01-01')", "update identity.account_acts set at = now()",
                     "update identity.account_acts set act = 'x'", "delete from identity.account_acts", "truncate identity.account_acts",
                     "drop trigger record_session on identity.sessions", "create or replace view identity.account_journal as select 1",
                 })
        {
            await using var command = identity.CreateCommand(sql);
            (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).SqlState
                .ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        }
    }

    private async Task<List<JsonNode>> RowsAsync(string query) =>
        [.. (await Api.GetAsync(Auditor, Entries + query)).Expect(200).Json["items"]!.AsArray().Select(row => row!)];
}
