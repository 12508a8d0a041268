using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Platform.Pipeline;

/// <summary>
/// Lists read their pages in one of several ways, by how much the reader stands to (<see cref="ThingsInOrder"/>). Here everybody has each list by each
/// way: the same rows in the same order, the same entries in the journal, and what the relations say, in a statement that knows no ways.
/// </summary>
[Collection(SharedWorkspace.Name)]
public sealed class WaysToAPageTests(Workspace workspace, AccessCases standings) : IClassFixture<AccessCases>
{
    private const int Size = 4;
    private const int MostPages = 6;

    /// <summary>How many relations are few, how large the window is, and in how many texts a rare word stands.</summary>
    private sealed record Way(string Name, int Few, int Window, int Rare)
    {
        public string Through(string sql) =>
            Replace(Replace(sql, $"count(*) > {ThingsInOrder.Few} ", $"count(*) > {Few} "), $"limit {ThingsInOrder.Few + 1})", $"limit {Few + 1})")
                .Replace($"limit {ThingsInOrder.Window})", $"limit {Window})", StringComparison.Ordinal)
                .Replace("met.texts <= 3000 ", $"met.texts <= {Rare} ", StringComparison.Ordinal);

        private static string Replace(string sql, string here, string with)
        {
            sql.ShouldContain(here);
            return sql.Replace(here, with.Replace("limit 0)", "limit 1)", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    private static readonly Way[] Ways =
    [
        new("what the relations lead to, gathered", 1_000_000, 0, 3000),
        new("every thing, and its relations asked", -1, 100_000, 3000),
        new("every thing, in a window that is too small", -1, 3, 3000),
        new("every thing, the relations read as one", -1, 0, -1),
    ];

    [Fact]
    public async Task Everybody_has_each_list_the_same_by_every_way()
    {
        await using var source = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App));
        var policy = new AccessPolicy(AllFeatures.Rules);
        using var keys = await PostgreSqlFixture.Current.TextKeysAsync();
        var pipeline = new QueryPipeline(source, policy, new JournalRecord(source, policy), keys, TimeProvider.System);
        var compared = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var account in standings.All[0].Cast)
        {
            await CompareAsync("files", after => new InvestigationList(null, after, Size), row => row.Id, "investigation", "s.id desc");
            await CompareAsync("files, oldest first", after => new InvestigationList(null, after, Size, OldestFirst: true), row => row.Id, "investigation", "s.id");
            await CompareAsync("evidence", after => new EvidenceList(null, after, Size), row => row.Id, "evidence", "s.id desc");
            await CompareAsync("evidence, oldest first", after => new EvidenceList(null, after, Size, OldestFirst: true), row => row.Id, "evidence", "s.id");
            await CompareAsync("requests", after => new RequestList(null, null, after, Size), row => row.Id, "request", "s.id desc");
            await CompareAsync("requests, oldest first", after => new RequestList(null, null, after, Size, OldestFirst: true), row => row.Id, "request", "s.id");
            await CompareAsync("requests by deadline", after => new RequestList(null, null, after, Size, ByDue: true), row => row.Id, "request", "coalesce(s.awaits_due, 'infinity'), s.id");
            await CompareAsync("requests from abroad", after => new RequestList(null, "incoming", after, Size, ByDue: true), row => row.Id);
            await CompareAsync("requests to act on", after => new RequestsToActOn(after, Size), row => row.Id);
            foreach (var words in standings.All.SelectMany(standing => new[] { standing.File.Word, standing.File.Word + " batumi", standing.Incoming.Word, standing.SealedWord }).Where(words => words.Length > 0))
            {
                await CompareAsync("files with words", after => new InvestigationList(words, after, Size), row => row.Id);
                await CompareAsync("evidence with words", after => new EvidenceList(words, after, Size), row => row.Id);
                await CompareAsync("requests with words", after => new RequestList(words, null, after, Size), row => row.Id);
            }

            async Task CompareAsync<T>(string what, Func<string?, IListing<T>> list, Func<T, Guid> id, string? kind = null, string? order = null)
            {
                (string Rows, IReadOnlyList<Guid> Ids, string Journal)? first = null;
                foreach (var way in Ways)
                {
                    var session = Guid.CreateVersion7().ToString();
                    var actor = new Actor(account.Id, account.Name, [account.Role], account.Unit, account.Posting is { } posting ? [posting] : [], session) { Purpose = "investigation" };
                    if (await PagesAsync(pipeline, way, list, actor) is not { } rows)
                        return;
                    var read = (JsonSerializer.Serialize(rows), (IReadOnlyList<Guid>)[.. rows.Select(id)], await JournalAsync(session));
                    first ??= read;
                    read.Item1.ShouldBe(first.Value.Rows, $"{what}, {account}: {way.Name}");
                    read.Item3.ShouldBe(first.Value.Journal, $"the journal of {what}, {account}: {way.Name}");
                    if (kind is not null && first == read)
                        (await SeenAsync(source, policy, list(null).Operation, actor, kind, order!)).ShouldBe(read.Item2, $"{what}, {account}");
                }

                compared[what] = compared.GetValueOrDefault(what) + first!.Value.Ids.Count;
            }
        }

        compared.ShouldAllBe(one => one.Value > 3);
    }

    /// <summary>The rows of the first pages; null: refused.</summary>
    private static async Task<IReadOnlyList<T>?> PagesAsync<T>(QueryPipeline pipeline, Way way, Func<string?, IListing<T>> list, Actor actor)
    {
        var rows = new List<T>();
        string? cursor = null;
        for (var page = 0; page < MostPages && (page == 0 || cursor is not null); page++)
        {
            if ((await pipeline.List(new Through<T>(list(cursor), way), actor, TestContext.Current.CancellationToken)).Value is not { } read)
                return null;
            rows.AddRange(read.Items);
            cursor = read.Next;
        }

        return rows;
    }

    private async Task<string> JournalAsync(string session) => await workspace.ScalarAsync<string>(
        """
        select coalesce(string_agg(concat_ws(' ', e.operation, e.thing, e.file, e.relation, e.granted, e.purpose, e.asked), E'\n' order by e.operation, e.thing, e.file), '')
        from journal.entry e where e.session = @p1
        """,
        session);

    /// <summary>The things of the kind to which, or to whose holder, the person stands in a relation that suffices.</summary>
    private static async Task<IReadOnlyList<Guid>> SeenAsync(NpgsqlDataSource source, AccessPolicy policy, Operation operation, Actor actor, string kind, string order)
    {
        await using var command = source.CreateCommand(
            $"""
            select s.id from workspace.case_scope s
            where s.kind = $1 and exists (
                select from workspace.standing($2, $3, $4) r where r.scope in (s.id, s.holder) and r.relation = any($5))
            order by {order} limit {(Size * MostPages).ToString(CultureInfo.InvariantCulture)}
            """);
        foreach (var value in new object[] { kind, actor.Id, actor.Unit, actor.Subjects, policy.Sufficient(operation, actor).Select(relation => relation.Code()).ToArray() })
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    /// <summary>A list, by the way.</summary>
    private sealed record Through<T>(IListing<T> Rows, Way Way) : IListing<T>
    {
        public Operation Operation => Rows.Operation;

        public string Sql => Way.Through(Rows.Sql);

        public string? After => Rows.After;

        public string? RecordedReads => Rows.RecordedReads;

        public int Size => Rows.Size;

        public string? About => Rows.About;

        public string? AskedFor => Rows.AskedFor;

        public void Bind(NpgsqlParameterCollection parameters) => Rows.Bind(parameters);

        public T Read(DbDataReader reader) => Rows.Read(reader);

        public string Cursor(T row) => Rows.Cursor(row);
    }
}
