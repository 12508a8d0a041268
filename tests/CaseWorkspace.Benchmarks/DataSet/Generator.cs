using System.Diagnostics;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Vault;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CaseWorkspace.Benchmarks.DataSet;

/// <summary>How large a data set is, and from which seed it grows: the same always gives the same.</summary>
/// <param name="Until">When its last event happens at the latest; it begins three years earlier.</param>
internal sealed record DataSetSize(int Investigations, int People, long Events, int Seed, DateTimeOffset Until);

/// <summary>
/// Fills an empty workspace with a large set of files, by COPY. Events are told in the order of time over all files, as
/// they would have happened; snapshots and tables of access are what the product's own code makes of them.
/// </summary>
internal static class Generator
{
    private const int Contents = 64;
    private const double Years = 3;

    public static async Task Fill(string administrator, string vaultFolder, DataSetSize size)
    {
        var begun = Stopwatch.GetTimestamp();
        var population = new Population(size.People);
        var contents = await KeepContents(vaultFolder, size.Seed);
        await using (var owner = NpgsqlDataSource.Create(administrator))
        {
            await Clear(owner, population);
            await using (var tables = await Tables.Open(administrator))
            {
                var written = Tell(tables, population, contents, size);
                await tables.Complete();
                Report("events written", written, begun);
            }

            await Finish(owner);
            await Appoint(owner, population);
            await Run(owner, "vacuum analyze");
        }

        Report("all in place, indexed and analysed", size.Events, begun);
    }

    private static long Tell(Tables tables, Population population, IReadOnlyList<(string, long)> contents, DataSetSize size)
    {
        var begun = Stopwatch.GetTimestamp();
        var chance = new Random(size.Seed);
        var openings = Enumerable.Range(0, size.Investigations).Select(_ => size.Until.AddDays(-365.25 * Years * chance.NextDouble())).Order().ToArray();
        // Long tails: half the files stay short, a few grow to thousands of events.
        var weights = openings.Select(_ => Math.Pow(-Math.Log(1 - chance.NextDouble()), 2)).ToArray();
        var each = (size.Events - size.Investigations) / weights.Sum();

        var series = new Dictionary<string, long>(StringComparer.Ordinal);
        var queue = new PriorityQueue<(FileLife Life, Projected Projected), DateTimeOffset>();
        long sequence = 0;
        for (var opened = 0; opened < openings.Length || queue.Count > 0;)
        {
            if (opened < openings.Length && (!queue.TryPeek(out _, out var first) || openings[opened] <= first))
            {
                var life = new FileLife(HashCode(size.Seed, opened), openings[opened], size.Until, 1 + (int)(each * weights[opened]), population, contents);
                queue.Enqueue((life, new Projected()), life.NextAt!.Value);
                opened++;
                continue;
            }

            queue.TryDequeue(out var file, out var at);
            var happened = file.Life.Take(Draw);
            var told = Envelope(happened, file.Projected, at, ++sequence, size.Seed);
            file.Projected.Apply(told);
            tables.Write(told, happened.By);
            if (file.Life.NextAt is { } next)
            {
                queue.Enqueue(file, next);
            }
            else
            {
                tables.Write(file.Projected, file.Life.Id, file.Life.Items);
            }

            if (sequence % 500_000 == 0)
            {
                Report("events", sequence, begun);
            }
        }

        foreach (var (name, last) in series)
        {
            tables.WriteSeries(name, last);
        }

        return sequence;

        long Draw(string name) => series[name] = series.GetValueOrDefault(name) + 1;
    }

    private static IEvent Envelope(Happening happened, Projected file, DateTimeOffset at, long sequence, int seed)
    {
        var told = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(happened.Data.GetType()), happened.Data)!;
        told.Id = EventId(seed, sequence);
        told.StreamId = happened.Stream;
        told.Sequence = sequence;
        told.Version = (file.Snapshots.GetValueOrDefault(happened.Stream)?.Version ?? 0) + 1;
        // What PostgreSQL keeps of a time.
        told.Timestamp = new DateTimeOffset(at.UtcTicks / 10 * 10, TimeSpan.Zero);
        told.UserName = happened.By.Id.ToString();
        told.CausationId = happened.Operation.Name;
        told.CorrelationId = "data-set";
        return told;
    }

    private static Guid EventId(int seed, long sequence)
    {
        Span<byte> bytes = stackalloc byte[16];
        new Random(HashCode(seed, sequence)).NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The same in every process, unlike the framework's.</summary>
    private static int HashCode(int seed, long number) => unchecked((int)(((ulong)number + (ulong)seed + 0x9E3779B97F4A7C15UL) * 0xBF58476D1CE4E5B9UL >> 29));

    /// <summary>What items are sealed with: few contents, that many items share, so that all of them are there to be read.</summary>
    private static async Task<IReadOnlyList<(string Sha256, long Length)>> KeepContents(string folder, int seed)
    {
        var vault = new EvidenceVault(Options.Create(new VaultSettings { Folder = folder }));
        var chance = new Random(seed);
        List<(string, long)> kept = [];
        for (var i = 0; i < Contents; i++)
        {
            var bytes = new byte[chance.Next(1_000, 100_000)];
            chance.NextBytes(bytes);
            var answer = await vault.Ingest(new MemoryStream(bytes), new ContentClaims("application/octet-stream", null, null), CancellationToken.None);
            kept.Add((answer.Value!.Sha256, answer.Value.Length));
        }

        return kept;
    }

    private static async Task Clear(NpgsqlDataSource owner, Population population)
    {
        await Run(owner,
            """
            truncate workspace.mt_events, workspace.mt_streams, workspace.mt_doc_investigation, workspace.mt_doc_evidenceitem,
                workspace.mt_doc_informationrequest, workspace.case_scope, workspace.case_relation, workspace.case_text,
                workspace.level_before, workspace.stand_in, workspace.released_item, workspace.content_name, workspace.person, workspace.person_before,
                workspace.series, workspace.answered, journal.entry;
            drop index workspace.case_text_words;
            """);
        foreach (var one in population.Everybody)
        {
            await using var person = owner.CreateCommand(
                "insert into workspace.person (id, name, roles, unit, postings) values ($1, $2, $3, $4, $5) on conflict (id) do nothing");
            person.Parameters.Add(new() { Value = one.Id });
            person.Parameters.Add(new() { Value = one.Name });
            person.Parameters.Add(new() { Value = new[] { one.Role.Code() } });
            person.Parameters.Add(new() { Value = one.Unit });
            person.Parameters.Add(new() { Value = one.Posting is null ? [] : new[] { one.Posting } });
            await person.ExecuteNonQueryAsync();
        }
    }

    private static async Task Finish(NpgsqlDataSource owner)
    {
        await Run(owner, "set maintenance_work_mem = '512MB'; create index case_text_words on workspace.case_text using gin (words);");
        await Run(owner, "select setval('workspace.mt_events_sequence', (select max(seq_id) from workspace.mt_events))");
        await Run(owner, Journal);
    }

    private static async Task Appoint(NpgsqlDataSource owner, Population population)
    {
        using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, owner, AllFeatures.Modules));
        foreach (var some in population.Everybody.DistinctBy(one => one.Id).Chunk(500))
        {
            await using var session = store.LightweightSession();
            foreach (var one in some)
            {
                session.Events.StartStream<Appointment>(one.Id, new ColleagueAppointed([one.Role.Code()], one.Unit, one.Posting is null ? [] : [one.Posting]));
            }

            await session.SaveChangesAsync();
        }
    }

    /// <summary>Ten looks for each file, since the beginning of this month: older months have no partition in a new workspace.</summary>
    private const string Journal =
        """
        insert into journal.entry (id, at, actor, role, operation, processing, thing, file, relation, granted, session, address, purpose, correlation)
        select gen_random_uuid(), at, subject, 'investigator', 'investigation.view', 'consultation', scope, scope,
               relation, true, 'data-set', '10.0.0.1', 'investigation', 'data-set'
        from (select r.scope, substr(r.subject, 8)::uuid as subject, r.relation,
                     date_trunc('month', now()) + (now() - date_trunc('month', now())) * random() as at
              from workspace.case_relation r, generate_series(1, 5)
              where r.subject like 'person:%') as looks
        order by at
        """;

    private static async Task Run(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private static void Report(string what, long count, long since)
    {
        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant($"  {seconds,6:0} s  {count,9} {what} ({count / seconds:0}/s)"));
    }
}
