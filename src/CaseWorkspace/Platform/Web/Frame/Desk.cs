using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>What waits for the person: read for the desk's page, counted for the bell; one for each circuit.</summary>
public sealed class Desk(PageActions actions, IEnumerable<IDeskSource> sources, TimeProvider clock)
{
    /// <summary>So many are shown at first, and so many more each time the person asks for more.</summary>
    public const int PageSize = 50;

    /// <summary>More than these are not shown; the first of them have to be done before.</summary>
    public const int Limit = 200;

    private DateTimeOffset _readAt;
    private List<Part> _shown = [];
    private int _most = PageSize;

    /// <summary>How many there were when they were last read; null: not read yet.</summary>
    public int? Count { get; private set; }

    /// <summary>Whether more waits than what is shown.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether the person may have more shown at once.</summary>
    public bool MayShowMore => HasMore && _most < Limit;

    /// <summary>They were read anew.</summary>
    public event EventHandler? Changed;

    /// <summary>Whether the last reading is older than this, or there was none.</summary>
    public bool IsOlderThan(TimeSpan age) => Count is null || clock.GetUtcNow() - _readAt > age;

    /// <summary>What waits: the urgent first, then by deadline; a refusal where it cannot be told: a desk that was not read is not an empty one.</summary>
    public Task<Answer<IReadOnlyList<DeskEntry>>> Read() => Read(PageSize);

    /// <summary>The same, with the next ones after those that are shown.</summary>
    public Task<Answer<IReadOnlyList<DeskEntry>>> ReadMore() => Read(Math.Min(_most + PageSize, Limit));

    private async Task<Answer<IReadOnlyList<DeskEntry>>> Read(int most)
    {
        if (await actions.WhyNobody() is { } nobody)
        {
            return new Answer<IReadOnlyList<DeskEntry>>(null, nobody);
        }

        _most = most;
        var read = new List<Part>();
        foreach (var query in await Queries(most))
        {
            var answer = await actions.List(query);
            if (answer.Value is not { } page)
            {
                return new Answer<IReadOnlyList<DeskEntry>>(null, answer.Refusal);
            }

            read.Add(new Part(query, page));
        }

        return new Answer<IReadOnlyList<DeskEntry>>(Show(read), null);
    }

    /// <summary>The page that shows what waits is open: it follows by itself, and the bell counts what it shows.</summary>
    public Func<Task>? Page { get; set; }

    /// <summary>Something changed that may wait for the person.</summary>
    public Task Follow() => Page?.Invoke() ?? Recount();

    /// <summary>What waits now, where that differs from what was read; null where it does not. Only the parts that differ are looked at again.</summary>
    public async Task<IReadOnlyList<DeskEntry>?> ReadAgain()
    {
        var read = new List<Part>();
        foreach (var part in _shown)
        {
            var answer = await actions.Again(() => actions.List(part.Query), part.Page);
            read.Add(answer?.Value is { } now ? part with { Page = now } : part);
        }

        return read.SequenceEqual(_shown) ? null : Show(read);
    }

    private IReadOnlyList<DeskEntry> Show(List<Part> read)
    {
        _shown = read;
        var all = read.SelectMany(part => part.Page.Items).ToList();
        HasMore = all.Count > _most || read.Exists(part => part.Page.Next is not null);
        Counted(HasMore ? Math.Max(all.Count, _most + 1) : all.Count);
        return [.. all.OrderByDescending(entry => entry.Urgent).ThenBy(entry => entry.Due ?? DateTimeOffset.MaxValue).Take(_most)];
    }

    /// <summary>Counts what waits, without reading it; as it was where nobody can be asked for.</summary>
    public async Task Recount()
    {
        if (await actions.WhyNobody() is null)
        {
            var count = 0;
            foreach (var query in await Queries(PageSize))
            {
                count += await actions.Count(query);
            }

            Counted(count);
        }
    }

    private async Task<List<IListing<DeskEntry>>> Queries(int most)
    {
        var queries = new List<IListing<DeskEntry>>();
        foreach (var source in sources)
        {
            var query = source.Waiting(most);
            if (await actions.Can(query.Operation))
            {
                queries.Add(query);
            }
        }

        return queries;
    }

    private void Counted(int count)
    {
        (_readAt, Count) = (clock.GetUtcNow(), count);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private sealed record Part(IListing<DeskEntry> Query, Page<DeskEntry> Page);
}
