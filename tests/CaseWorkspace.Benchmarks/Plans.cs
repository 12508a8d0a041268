using System.Globalization;
using System.Text.RegularExpressions;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Benchmarks.DataSet;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Features.Journal;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Storage.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CaseWorkspace.Benchmarks;

/// <summary>
/// How long the statements of lists and long pages take inside PostgreSQL, on a generated set, and by which plan: the very
/// statements of the product through its own pipeline, explained by the server while it runs them (auto_explain).
/// </summary>
internal sealed partial class Plans(Installation installation)
{
    private const int Times = 17;

    private const double Aim = 20;

    private string Log => Path.Combine(installation.DataFolder, "postgresql", "server.log");

    /// <param name="all">Whether every plan is printed, or only that of the first list and those that miss the aim.</param>
    public async Task Print(bool all)
    {
        await using var administrator = NpgsqlDataSource.Create(installation.Server.AdministratorOf(installation.Database.Name));
        await Explain(administrator);
        try
        {
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(installation.Database.ConnectionStringFor(DatabaseRole.App))
            {
                MaxAutoPrepare = 100, AutoPrepareMinUsages = 2, NoResetOnClose = true,
            }.ConnectionString);
            var policy = new AccessPolicy(AllFeatures.Rules);
            using var keys = TextKeys.Of(
                new ConfigurationBuilder().AddInMemoryCollection(installation.WorkspaceSettings).Build(), TimeProvider.System, NullLogger<TextKeys>.Instance);
            var pipeline = new QueryPipeline(source, policy, new JournalRecord(source, policy), keys, TimeProvider.System);
            var population = new Population(60).Everybody;
            var investigator = ActorOf(population[0]);
            var everybody = new Population(1000).Everybody.ToDictionary(one => Subject.Person(one.Id), StringComparer.Ordinal);
            var few = ActorOf(everybody[await Scalar<string>(administrator, PersonWith, 3L)]);
            var some = ActorOf(everybody[await Scalar<string>(administrator, PersonWith, 1100L)]);
            var middle = TimedIds.NotBefore(TimeProvider.System.GetUtcNow().AddDays(-550)).ToString();
            var longest = await Scalar<Guid>(administrator, LongestFile, Subject.Person(investigator.Id));
            Console.WriteLine(FormattableString.Invariant(
                $"\nInside PostgreSQL, for a person with {await Scalar<long>(administrator, FilesOf, Subject.Person(investigator.Id))} of {await Scalar<long>(administrator, "select count(*) from workspace.mt_doc_investigation")} files (aim for the first: {Aim} ms)"));

            await Show("my investigations, first page", true, () => pipeline.List(new InvestigationList(null, null, 50), investigator));
            foreach (var words in (string[])["lyon border", "lyon 12345", "17 lease"])
            {
                await Show($"investigations with '{words}'", all, () => pipeline.List(new InvestigationList(words, null, 50), investigator));
                await Show($"evidence with '{words}'", all, () => pipeline.List(new EvidenceList(words, null, 50), investigator));
                await Show($"requests with '{words}'", all, () => pipeline.List(new RequestList(words, null, null, 50), investigator));
                await Show($"  the same, for few: evidence", all, () => pipeline.List(new EvidenceList(words, null, 50), few));
            }

            await Show("a unit's investigations, first page", all, () => pipeline.List(new InvestigationList(null, null, 50), ActorOf(population[2])));
            await Show("desk: requests to act on", all, () => pipeline.List(new RequestsToActOn(null, 10), investigator));
            await Show("desk of a unit: requests to act on", all, () => pipeline.List(new RequestsToActOn(null, 10), ActorOf(population[2])));
            await Show("desk of a state: requests to act on", all, () => pipeline.List(new RequestsToActOn(null, 10), ActorOf(population[5])));
            await Show("desk: evidence to review", all, () => pipeline.List(new EvidenceToReview(10), ActorOf(population[4])));
            await Show("desk: recent changes", all, () => pipeline.List(new RecentChanges(investigator.Id, TimeProvider.System.GetUtcNow().AddDays(-7), 10), investigator));
            await Show("requests, first page", all, () => pipeline.List(new RequestList(null, null, null, 50), investigator));
            await Show("requests of a state, first page", all, () => pipeline.List(new RequestList(null, null, null, 50), ActorOf(population[5])));
            await Show("requests by deadline, first page", all, () => pipeline.List(new RequestList(null, null, null, 50, ByDue: true), investigator));
            await Show("requests of a state by deadline", all, () => pipeline.List(new RequestList(null, null, null, 50, ByDue: true), ActorOf(population[5])));
            await Show("evidence, first page", all, () => pipeline.List(new EvidenceList(null, null, 50), investigator));
            await Show("evidence of a unit, first page", all, () => pipeline.List(new EvidenceList(null, null, 50), ActorOf(population[2])));
            await Show("evidence of a state, first page", all, () => pipeline.List(new EvidenceList(null, null, 50), ActorOf(population[5])));
            await Show("evidence, page in the middle", all, () => pipeline.List(new EvidenceList(null, middle, 50), investigator));
            await Show("for few files: investigations", all, () => pipeline.List(new InvestigationList(null, null, 50), few));
            await Show("for few files: requests by deadline", all, () => pipeline.List(new RequestList(null, null, null, 50, ByDue: true), few));
            await Show("for few files: requests to act on", all, () => pipeline.List(new RequestsToActOn(null, 10), few));
            await Show("for some files: evidence", all, () => pipeline.List(new EvidenceList(null, null, 50), some));
            await Show("for some files: requests by deadline", all, () => pipeline.List(new RequestList(null, null, null, 50, ByDue: true), some));
            await Show("for few files: evidence", all, () => pipeline.List(new EvidenceList(null, null, 50), few));
            await Show("header of the longest file", all, () => pipeline.Ask(new InvestigationOverview(longest), investigator));
            await Show("timeline of the longest file", all, () => pipeline.Ask(new InvestigationTimeline(longest, null, null, 50), investigator));
            await Show("journal, first page", all, () => pipeline.List(new JournalList(new JournalFilter(), false, null, 50), ActorOf(population[8])));
            await Show("journal of one file", all, () => pipeline.List(new JournalList(new JournalFilter { Thing = longest }, false, null, 50), ActorOf(population[8])));
        }
        finally
        {
            await Run(administrator, "alter role caseworkspace_app reset session_preload_libraries");
        }
    }

    private const string FilesOf =
        "select count(distinct scope) from workspace.case_relation where subject = $1 and kind = 'investigation' and (until is null or until > now())";

    private const string PersonWith =
        """
        select subject from workspace.case_relation where subject like 'person:%' and kind = 'investigation' and relation in ('lead', 'member')
        group by subject order by abs(count(*) - $1), subject limit 1
        """;

    private const string LongestFile =
        """
        select r.scope from workspace.case_relation r join workspace.case_scope s on s.file = r.scope join workspace.mt_streams t on t.id = s.id
        where r.subject = $1 and r.kind = 'investigation' group by r.scope order by sum(t.version) desc limit 1
        """;

    private static Actor ActorOf(Worker one) =>
        new(one.Id, one.Name, [one.Role], one.Unit, one.Posting is null ? [] : [one.Posting], "benchmark") { Purpose = "investigation", Correlation = "benchmark" };

    private async Task Show(string what, bool print, Func<Task> ask)
    {
        List<(double Milliseconds, string Plan)> seen = [];
        for (var time = 0; time < Times; time++)
        {
            var before = new FileInfo(Log).Length;
            await ask();
            seen.Add(await LongestSince(before));
        }

        // Without the first ones, which find nothing in memory and no prepared plan.
        var (milliseconds, plan) = seen.Skip(2).OrderBy(one => one.Milliseconds).ElementAt((Times - 2) / 2);
        Console.WriteLine(FormattableString.Invariant(
            $"  {what,-50} {milliseconds,8:0.00} ms  {seen.Skip(2).Min(one => one.Milliseconds),8:0.00} to {seen.Skip(2).Max(one => one.Milliseconds),8:0.00}  {PagesRead(plan),8} pages"));
        if (print || milliseconds > Aim)
        {
            Console.WriteLine(plan);
        }
    }

    private async Task<(double Milliseconds, string Plan)> LongestSince(long position)
    {
        for (var attempt = 0; ; attempt++)
        {
            await using var stream = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Position = position;
            using var reader = new StreamReader(stream);
            var found = Explained().Matches(await reader.ReadToEndAsync())
                .Select(match => (double.Parse(match.Groups["ms"].Value, CultureInfo.InvariantCulture), Without(match.Groups["plan"].Value)))
                .Where(one => one.Item2.Length > 0).ToList();
            if (found.Count > 0 || attempt == 100)
            {
                return found.MaxBy(one => one.Item1);
            }

            await Task.Delay(20);
        }
    }

    /// <summary>How many pages of memory were read: what another work on the machine changes least.</summary>
    private static int PagesRead(string plan) =>
        Pages().Match(plan) is { Success: true } found
            ? found.Groups["count"].Captures.Sum(count => int.Parse(count.Value, CultureInfo.InvariantCulture)) : 0;

    /// <summary>The plan alone: the statement stands in the source.</summary>
    private static string Without(string block)
    {
        var plan = block.IndexOf("(cost=", StringComparison.Ordinal);
        return plan < 0 ? "" : "        " + block[(block.LastIndexOf('\n', plan) + 1)..].TrimEnd().Replace("\n", "\n        ", StringComparison.Ordinal);
    }

    private static async Task Explain(NpgsqlDataSource administrator)
    {
        foreach (var setting in (string[])
        [
            "session_preload_libraries = 'auto_explain'", "auto_explain.log_min_duration = 0", "auto_explain.log_analyze = on",
            "auto_explain.log_buffers = on", "auto_explain.log_timing = off",
        ])
        {
            await Run(administrator, $"load 'auto_explain'; alter role caseworkspace_app set {setting}");
        }
    }

    private static async Task Run(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> Scalar<T>(NpgsqlDataSource source, string sql, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in parameters)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    [GeneratedRegex(@"Buffers: shared(?: (?:hit|read)=(?<count>\d+))+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Pages();

    [GeneratedRegex(@"duration: (?<ms>[\d.]+) ms  plan:\n(?<plan>(?:\t[^\n]*\n)+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Explained();
}
