using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>What a file's header says of what lies in it: to each reader as if nothing else were there.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class FileHeadTests(Workspace workspace)
{
    // The database keeps microseconds; whole seconds come back as they were sent.
    private static readonly DateTimeOffset Received = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()).AddHours(-2);

    private Api Api => workspace.Api;

    [Fact]
    public async Task What_lies_under_seal_neither_counts_nor_gives_the_deadline_but_for_those_named()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        var open = await AskedAsync(file, "ordinary", null);
        var without = await HeadAsync(OtherInvestigator, file);
        without.ShouldBe(new Head(2, 1, 0, open));

        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        var sealedOff = await AskedAsync(file, "urgent-direct", part.Id);
        sealedOff.ShouldBeLessThan(open);

        foreach (var outside in new[] { OtherInvestigator, Supervisor, Prosecutor })
            (await HeadAsync(outside, file)).ShouldBe(without, outside.Name);
        var within = new Head(3, 3, 1, sealedOff);
        (await HeadAsync(Investigator, file)).ShouldBe(within);

        (await Api.PostAsync(Investigator, part.Path + "/people", Bodies.Named(OtherInvestigator), await Api.VersionAsync(Investigator, part.Path))).Expect(200);
        (await HeadAsync(OtherInvestigator, file)).ShouldBe(within);
        (await HeadAsync(Supervisor, file)).ShouldBe(without);

        (await Api.PostAsync(OtherSupervisor, part.Path + "/unsealing", Bodies.Reason(), await Api.VersionAsync(OtherSupervisor, part.Path))).Expect(200);
        (await HeadAsync(Supervisor, file)).ShouldBe(within);
    }

    [Fact]
    public async Task The_deadline_is_the_nearest_that_still_runs()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await HeadAsync(Investigator, file)).ShouldBe(new Head(2, 0, 0, null));
        await workspace.Scenario.OutgoingRequest(States.Draft, file);
        (await HeadAsync(Investigator, file)).ShouldBe(new Head(2, 1, 0, null));

        var answered = await workspace.Scenario.OutgoingRequest(States.Transmitted, file);
        (await HeadAsync(Investigator, file)).Due.ShouldNotBeNull().ShouldBe(await DueOfAsync(answered.Id), TimeSpan.FromMilliseconds(1));
        (await workspace.Scenario.Act(answered, LiaisonFrance, "answers", Bodies.Answer(answered.Word))).Expect(200);
        (await HeadAsync(Investigator, file)).ShouldBe(new Head(2, 2, 0, null));

        var later = await AskedAsync(file, "ordinary", null);
        (await HeadAsync(Investigator, file)).Due.ShouldBe(later);
        var sooner = await AskedAsync(file, "urgent-direct", null);
        (await HeadAsync(Investigator, file)).ShouldBe(new Head(2, 4, 0, sooner));
    }

    [Fact]
    public async Task It_counts_to_a_bound()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var more = Enumerable.Range(0, 150).Select(_ => Guid.CreateVersion7()).ToArray();
        (await workspace.ScalarAsync<long>(
            "with put as (insert into workspace.case_scope (id, kind, file, holder) select id, 'evidence', @p2, @p2 from unnest(@p1) id returning 1) select count(*) from put",
            more, file.Id)).ShouldBe(more.Length);
        try
        {
            (await HeadAsync(Investigator, file)).ShouldBe(new Head(InvestigationOverview.MaxCount + 1, 0, 0, null));
        }
        finally
        {
            await workspace.ScalarAsync<long>("with gone as (delete from workspace.case_scope where id = any(@p1) returning 1) select count(*) from gone", more);
        }
    }

    /// <summary>France asks, and the investigator has it on the file; when the answer is due.</summary>
    private async Task<DateTimeOffset> AskedAsync(OpenFile file, string urgency, Guid? part)
    {
        var asked = Bodies.Registration(Scenario.NewWord(), unit: Supervisor.Unit).With("receivedAt", Received);
        asked["content"]!.AsObject().With("urgency", urgency).With("urgencyReason", "They leave tonight");
        var id = (await Api.PostAsync(LiaisonFrance, "/api/information-requests", asked)).Expect(201).Id;
        var by = part is null ? Supervisor : OtherSupervisor;
        (await workspace.Scenario.Act(new OpenRequest(id, "", file), by, "assignment", Bodies.Assignment(Investigator, file.Id).With("subFile", part))).Expect(200);
        return await DueOfAsync(id);
    }

    private async Task<DateTimeOffset> DueOfAsync(Guid request) =>
        (DateTimeOffset)(await Api.GetAsync(Investigator, $"/api/information-requests/{request}")).Expect(200).Json["dueAt"]!;

    private async Task<Head> HeadAsync(Account account, OpenFile file)
    {
        await using var source = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App));
        var policy = new AccessPolicy(AllFeatures.Rules);
        using var keys = await PostgreSqlFixture.Current.TextKeysAsync();
        var pipeline = new QueryPipeline(source, policy, new JournalRecord(source, policy), keys, TimeProvider.System);
        var actor = new Actor(account.Id, account.Name, [account.Role], account.Unit, [], "head") { Purpose = "investigation" };
        var view = (await pipeline.Ask(new InvestigationOverview(file.Id), actor)).Value.ShouldNotBeNull(account.Name);
        return new Head(view.Counts["evidence"], view.Counts["request"], view.Counts[ThingKind.SubFile], view.Due);
    }

    private sealed record Head(int Items, int Requests, int SubFiles, DateTimeOffset? Due);
}
