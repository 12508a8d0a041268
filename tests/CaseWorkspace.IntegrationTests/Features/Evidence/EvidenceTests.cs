using System.Text.Json;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Features.Evidence.EvidenceWorkspace;

namespace CaseWorkspace.IntegrationTests.Features.Evidence;

public sealed class EvidenceTests(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    private const string Granted =
        "select count(*) from journal.entry where operation = $1 and thing = $2 and actor = $3 and granted = $4";

    private static readonly byte[] Bytes = [1, 2, 3, 4, 5];

    private EvidenceWorkspace _workspace = null!;

    public async ValueTask InitializeAsync() => _workspace = await Open(postgreSql, Cancel);

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Exhibit_numbers_run_without_doubles_however_many_register_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _workspace.Registered()));

        var page = (await _workspace.Queries.Ask(new EvidenceOfFile(_workspace.File, null, 50), Lead, Cancel)).Value!;
        page.Items.Select(row => row.Number).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(1, 20).Select(number => $"E-{number:000}"));
        page.Items.ShouldAllBe(row => row.FileNumber!.StartsWith("344-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_sealed_is_what_is_downloaded_and_the_journal_knows()
    {
        var item = await _workspace.Sealed(Bytes);

        var opened = (await _workspace.Content.Open(item, Prosecutor, Cancel)).Value!;
        using var received = new MemoryStream();
        (await opened.SendTo(received, Cancel)).ShouldBeTrue();

        received.ToArray().ShouldBe(Bytes);
        // Let in before the first byte, and sealed after the last: two entries.
        (await _workspace.Scalar<long>(Granted, "evidence.upload", item, Lead.Id, true)).ShouldBe(2);
        (await _workspace.Scalar<long>(Granted, "evidence.download", item, Prosecutor.Id, true)).ShouldBe(1);
    }

    [Fact]
    public async Task A_person_who_may_not_upload_is_refused_before_a_byte_is_read()
    {
        var item = await _workspace.Registered();
        foreach (var actor in new[] { Outsider, Prosecutor, Supervisor, Liaison, Auditor })
        {
            var body = new Unreadable();
            var (outcome, _) = await _workspace.Content.Seal(item, actor, new("image/jpeg", null, null), body, Cancel);

            outcome.Refusal.ShouldBe(Refusal.Missing);
            body.WasRead.ShouldBeFalse();
            (await _workspace.Scalar<long>(Granted, "evidence.upload", item, actor.Id, false)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_sealed_item_takes_no_second_content_not_even_at_the_same_time()
    {
        var item = await _workspace.Registered();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _workspace.Seal(item, [(byte)i])));

        outcomes.Count(one => one.Outcome.Accepted).ShouldBe(1);
        outcomes.Where(one => !one.Outcome.Accepted).ShouldAllBe(one => one.Outcome.Refusal!.Code == "already-sealed");
    }

    [Fact]
    public async Task Damage_met_by_a_download_is_recorded_by_the_workspace_and_refused_until_restored()
    {
        var item = await _workspace.Sealed(Bytes);
        var stored = _workspace.Stored().Single();
        await Damage(stored, [5, 4, 3, 2, 1]);

        var opened = (await _workspace.Content.Open(item, Lead, Cancel)).Value!;
        using var received = new MemoryStream();
        (await opened.SendTo(received, Cancel)).ShouldBeFalse();
        received.Length.ShouldBe(0);

        (await _workspace.Content.Open(item, Lead, Cancel)).Refusal!.Code.ShouldBe("content-damaged");
        var entry = (await Timeline()).Items[0];
        (entry.Kind, entry.Role, entry.Actor).ShouldBe(("content-found-damaged", "system", SystemActor.Id));

        await Damage(stored, Bytes);
        (await _workspace.Content.Verify(item, Lead, null, Cancel)).Found!.Sound.ShouldBeTrue();
        (await _workspace.Content.Open(item, Lead, Cancel)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_verification_says_and_records_what_it_found()
    {
        var item = await _workspace.Sealed(Bytes);
        (await _workspace.Content.Verify(item, Supervisor, null, Cancel)).Found!.Sound.ShouldBeTrue();
        File.Delete(_workspace.Stored().Single());
        (await _workspace.Content.Verify(item, Supervisor, null, Cancel)).Found!.Fault.ShouldBe(CaseWorkspace.Platform.Vault.ContentFault.Missing);

        (await Timeline()).Items.Take(2).Select(entry => (entry.Kind, entry.Actor))
            .ShouldBe([("content-found-damaged", Supervisor.Id), ("content-verified", Supervisor.Id)]);
    }

    [Fact]
    public async Task Only_the_supervising_prosecutor_reviews_and_only_what_was_seen()
    {
        var item = await _workspace.Sealed(Bytes);
        var review = new ReviewEvidence(item, 2, "sufficient", "Clear.");

        foreach (var actor in new[] { Lead, Supervisor, Outsider, Liaison, Auditor })
        {
            (await _workspace.Execute(review, actor)).Refusal.ShouldBe(Refusal.Missing);
        }

        (await _workspace.Execute(review, Prosecutor)).Version.ShouldBe(3);
        (await _workspace.Execute(review, Prosecutor)).Refusal!.Kind.ShouldBe(RefusalKind.Stale);
    }

    [Fact]
    public async Task A_relation_written_past_the_workspace_opens_no_content_to_a_liaison_officer()
    {
        var (item, other) = (await _workspace.Sealed(Bytes), await _workspace.Registered("Another"));
        await _workspace.Execute(new ReviewEvidence(item, 2, "sufficient", "Clear."), Prosecutor);
        (await _workspace.Queries.Ask(new EvidenceDocument(item), Liaison, Cancel)).Refusal.ShouldBe(Refusal.Missing);

        await _workspace.Scalar<string>(
            "insert into workspace.case_relation (scope, kind, subject, relation) values ($1, 'evidence', 'posting:FR', 'addressed-liaison-officer') returning subject",
            item);

        // No release fixed it: its content, its number and its file stay here, and so does what people of the service thought of it.
        using var seen = JsonDocument.Parse((await _workspace.Queries.Ask(new EvidenceDocument(item), Liaison, Cancel)).Value!.Json);
        foreach (var hidden in new[] { "content", "number", "file", "review", "registeredBy", "seizedBy", "custody", "offer" })
        {
            seen.RootElement.GetProperty(hidden).ValueKind.ShouldBe(JsonValueKind.Null, hidden);
        }

        (await _workspace.Content.Open(item, Liaison, Cancel)).Refusal!.Code.ShouldBe("no-content-yet");
        (await _workspace.Queries.Ask(new EvidenceDocument(other), Liaison, Cancel)).Refusal.ShouldBe(Refusal.Missing);
        (await _workspace.Queries.Ask(new EvidenceOfFile(_workspace.File, null, 50), Liaison, Cancel)).Refusal.ShouldBe(Refusal.Missing);

        var row = (await List(Liaison)).Items.ShouldHaveSingleItem();
        (row.Id, row.File, row.FileNumber, row.Opinion, row.Number).ShouldBe((item, null, null, null, ""));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("none")]
    public async Task What_was_sealed_is_read_from_the_event_however_the_snapshot_is_changed(string into)
    {
        var item = await _workspace.Sealed(Bytes);
        var other = await _workspace.Sealed([9, 9, 9]);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Bytes));
        await Alter();

        using var seen = JsonDocument.Parse((await _workspace.Queries.Ask(new EvidenceDocument(item), Lead, Cancel)).Value!.Json);
        seen.RootElement.GetProperty("content").GetProperty("sha256").GetString().ShouldBe(hash);
        (await _workspace.Queries.Ask(new EvidenceOverview(item), Lead, Cancel)).Value!.Item.Content!.Sha256.ShouldBe(hash);
        (await _workspace.Seal(item, [7])).Outcome.Refusal!.Code.ShouldBe("already-sealed");

        var opened = (await _workspace.Content.Open(item, Lead, Cancel)).Value!;
        opened.Content.Sha256.ShouldBe(hash);
        using var received = new MemoryStream();
        (await opened.SendTo(received, Cancel)).ShouldBeTrue();
        received.ToArray().ShouldBe(Bytes);
        ((await Timeline()).Items[0].Kind, (await Timeline()).Items[0].Actor).ShouldBe(("content-record-found-altered", SystemActor.Id));
        (await Snapshot()).ShouldBe(hash, "the snapshot was put right");

        await Alter();
        var (outcome, read, found, altered) = await _workspace.Content.Verify(item, Supervisor, null, Cancel);
        (outcome.Accepted, read!.Sha256, found!.Sound, altered).ShouldBe((true, hash, true, true));
        (await Timeline()).Items.Take(2).Select(entry => entry.Kind).ShouldBe(["content-verified", "content-record-found-altered"]);
        (await _workspace.Scalar<string>(
            "select data ->> 'sha256' from workspace.mt_events where stream_id = $1 and type = 'content-verified'", item)).ShouldBe(hash);
        (await Snapshot()).ShouldBe(hash);

        Task Alter() => _workspace.Scalar<Guid>(
            into is "other"
                ? "update workspace.mt_doc_evidenceitem d set data = jsonb_set(d.data, '{content}', o.data -> 'content') from workspace.mt_doc_evidenceitem o where d.id = $1 and o.id = $2 returning d.id"
                : "update workspace.mt_doc_evidenceitem d set data = d.data || '{\"content\": null, \"state\": \"registered\"}' where d.id = $1 and d.id <> $2 returning d.id",
            item, other);

        Task<string> Snapshot() => _workspace.Scalar<string>("select data #>> '{content,sha256}' from workspace.mt_doc_evidenceitem where id = $1", item);
    }

    [Fact]
    public async Task An_event_written_past_the_workspace_does_not_seal_other_content()
    {
        var item = await _workspace.Sealed(Bytes);
        var other = await _workspace.Sealed([9, 9, 9]);
        foreach (var version in new[] { 0L, 100L })
        {
            await _workspace.Scalar<Guid>(
                """
                insert into workspace.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, timestamp, mt_dotnet_type, is_archived)
                select nextval('workspace.mt_events_sequence'), gen_random_uuid(), $1, $3, data, type, tenant_id, timestamp, mt_dotnet_type, false
                from workspace.mt_events where stream_id = $2 and type = 'content-sealed' returning stream_id
                """,
                item, other, version);
            using var received = new MemoryStream();
            (await (await _workspace.Content.Open(item, Lead, Cancel)).Value!.SendTo(received, Cancel)).ShouldBeTrue();
            received.ToArray().ShouldBe(Bytes);
        }
    }

    [Fact]
    public async Task Damage_stays_damage_though_the_snapshot_says_it_is_sealed()
    {
        var item = await _workspace.Sealed(Bytes);
        File.Delete(_workspace.Stored().Single());
        (await _workspace.Content.Verify(item, Lead, null, Cancel)).Found!.Sound.ShouldBeFalse();
        await _workspace.Scalar<Guid>(
            "update workspace.mt_doc_evidenceitem set data = jsonb_set(data, '{state}', '\"sealed\"') where id = $1 returning id", item);
        (await _workspace.Content.Open(item, Lead, Cancel)).Refusal!.Code.ShouldBe("content-damaged");
    }

    [Fact]
    public async Task Lists_page_search_and_show_outsiders_nothing()
    {
        for (var i = 0; i < 5; i++)
        {
            await _workspace.Registered($"Photograph ფოტო number{i}");
        }

        var first = await List(Lead, size: 3);
        var second = await List(Lead, after: first.Next, size: 3);
        first.Items.Concat(second.Items).Select(row => row.Number).ShouldBe(["E-005", "E-004", "E-003", "E-002", "E-001"]);
        second.Next.ShouldBeNull();

        (await List(Lead, "ფოტო number3")).Items.ShouldHaveSingleItem().Number.ShouldBe("E-004");
        (await List(Outsider, "ფოტო")).Items.ShouldBeEmpty();
        (await _workspace.Queries.List(new EvidenceList(null, null, 50), Auditor, Cancel)).Refusal.ShouldBe(Refusal.NotForRole);
    }

    [Fact]
    public async Task An_item_or_a_file_in_the_wrong_place_is_not_there()
    {
        var item = await _workspace.Sealed(Bytes);

        (await _workspace.Execute(_workspace.Registration(file: item), Lead)).Refusal.ShouldBe(Refusal.Missing);
        (await _workspace.Seal(_workspace.File, Bytes)).Outcome.Refusal.ShouldBe(Refusal.Missing);
        (await _workspace.Execute(new ReviewEvidence(_workspace.File, 2, "sufficient", "Clear."), Prosecutor))
            .Refusal.ShouldBe(Refusal.Missing);
        (await _workspace.Queries.Ask(new EvidenceOfFile(item, null, 50), Lead, Cancel)).Refusal.ShouldBe(Refusal.Missing);
        (await _workspace.Queries.Ask(new EvidenceDocument(_workspace.File), Lead, Cancel)).Refusal.ShouldBe(Refusal.Missing);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task Damage(string file, byte[] bytes)
    {
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllBytesAsync(file, bytes, Cancel);
    }

    private async Task<Page<EvidenceRow>> List(Actor actor, string? search = null, string? after = null, int size = 50) =>
        (await _workspace.Queries.List(new EvidenceList(search, after, size), actor, Cancel)).Value!;

    private async Task<Page<TimelineEntry>> Timeline() =>
        (await _workspace.Queries.Ask(new InvestigationTimeline(_workspace.File, null, null, 50), Lead, Cancel)).Value!;

    private sealed class Unreadable : MemoryStream
    {
        public bool WasRead { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            WasRead = true;
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
