using System.Data.Common;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>The things of a kind that were in a file at a time, as far as the reader may see them now.</summary>
/// <param name="Page">Their ids.</param>
/// <param name="Withheld">Those of them of which something is kept apart now: see <see cref="IWithholds"/>.</param>
public sealed record ThingsThen(Page<Guid> Page, IReadOnlyCollection<Guid> Withheld) : IPage
{
    IPage IPage.Within(string? snapshot) => this with { Page = Page with { Next = FirstPage.Cursor(Page.Next, snapshot) } };

    IPage IPage.OfNoPass() => this with { Page = Page with { Next = FirstPage.Row(Page.Next) } };
}

/// <summary>Asks which things of a kind were in a file at a time; the read of the past is recorded like any other.</summary>
public interface IHistoryQuery : IConsultation<ThingsThen>
{
    /// <summary>The kind of thing: see <see cref="ThingKind"/>.</summary>
    string Kind { get; }

    /// <summary>The time.</summary>
    DateTimeOffset At { get; }

    /// <summary>How many at the most.</summary>
    int Size { get; }

    /// <summary>How many events one page is made of, about: things are read until theirs come to so many.</summary>
    private const int Events = 2000;

    /// <summary>Whether the thing, as it stood, was in the file then: it may have come into it later.</summary>
    bool Was(object state) => true;

    IReadOnlyCollection<string> IConsultation<ThingsThen>.Kinds => [ThingKind.Investigation];

    string? IQuery.AskedFor => AuditFilter.Of((AuditFilter.At, At));

    string IQuery.Sql =>
        $"""
        select past.id, past.things, past.withheld from granted g left join lateral (
            select thing.id, thing.withheld, count(*) over () as things, sum(thing.version) over (order by thing.id) - thing.version as events_before
            from (
                select s.id, st.version, s.withheld_in is not null as withheld from workspace.case_scope s join workspace.mt_streams st on st.id = s.id
                where s.file = g.id and s.kind = @kind and s.holder in (select holder from parts) and st.created <= @at
                  and (@after::uuid is null or s.id > @after) and {FirstPage.Began(After, "s.id")}
                order by s.id limit @limit) thing) past on past.events_before < @events
        order by past.id
        """;

    void IQuery.Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("kind", Kind);
        parameters.AddWithValue("at", At.UtcDateTime);
        parameters.AddNullable("after", QueryParameters.Id(After));
        parameters.AddWithValue("limit", Size + 1);
        parameters.AddWithValue("events", Events);
    }

    async Task<ThingsThen?> IConsultation<ThingsThen>.Read(DbDataReader reader, CancellationToken cancellation)
    {
        if (await reader.ReadGranted(row => (Id: row.GetGuid(0), Things: row.GetInt64(1), Withheld: row.GetBoolean(2)), cancellation) is not { } rows)
        {
            return null;
        }

        Guid[] ids = [.. rows.Take(Size).Select(row => row.Id)];
        return new ThingsThen(new Page<Guid>(ids, rows.Count > 0 && rows[0].Things > ids.Length ? ids[^1].ToString() : null), [.. rows.Where(row => row.Withheld).Select(row => row.Id)]);
    }
}

/// <summary>
/// How things stood at a time, rebuilt from their events, for the people who may see them now. Two round trips, however many things: one finds
/// and records, one reads the events up to the time, by the key of streams and versions. A page ends early where its events are many.
/// </summary>
public sealed class HistoryPipeline(QueryPipeline queries, IDocumentStore store)
{
    /// <summary>The things as they stood.</summary>
    public async Task<Answer<Page<TState>>> Ask<TState>(IHistoryQuery query, Actor actor, CancellationToken cancellation = default)
        where TState : class
    {
        var found = await queries.Ask(query, actor, cancellation);
        if (found.Value is not { } then)
        {
            return new Answer<Page<TState>>(null, found.Refusal);
        }

        var ids = then.Page.Items.ToArray();
        var at = query.At.ToUniversalTime();
        await using var session = store.QuerySession();
        var happened = await session.Events.QueryAllRawEvents()
            .Where(one => one.StreamId.IsOneOf(ids) && one.Timestamp <= at)
            .OrderBy(one => one.Sequence).ToListAsync(cancellation);

        var withholding = await Withholding(session, [.. ids.Intersect(then.Withheld)], at, cancellation);
        var aggregator = ((DocumentStore)store).Options.Projections.AggregatorFor<TState>();
        var states = new List<TState>(ids.Length);
        foreach (var stream in happened.GroupBy(one => one.StreamId).OrderBy(stream => stream.Key))
        {
            var later = withholding[stream.Key].ToList();
            if (then.Withheld.Contains(stream.Key) && !later.Concat(stream).Any(one => one.Data is IWithholds))
            {
                // Nothing says what may be told of it.
                continue;
            }

            if (await aggregator.BuildAsync([.. stream, .. later], session, null, cancellation) is { } state && query.Was(state))
            {
                states.Add(state);
            }
        }

        return new Answer<Page<TState>>(new Page<TState>(states, then.Page.Next), null);
    }

    /// <summary>The later events by which something of these things is kept apart: they count for their whole past.</summary>
    private static async Task<ILookup<Guid, IEvent>> Withholding(IQuerySession session, Guid[] things, DateTimeOffset at, CancellationToken cancellation)
    {
        IReadOnlyList<IEvent> later = things.Length == 0 ? [] : await session.Events.QueryAllRawEvents()
            .Where(one => one.StreamId.IsOneOf(things) && one.Timestamp > at)
            .OrderBy(one => one.Sequence).ToListAsync(cancellation);
        return later.Where(one => one.Data is IWithholds).ToLookup(one => one.StreamId);
    }
}
