namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>What waits for the person: read once for the desk's page and for the bell; one for each circuit.</summary>
public sealed class Desk(PageActions actions, IEnumerable<IDeskSource> sources, TimeProvider clock)
{
    /// <summary>More are not shown; the first of them have to be done before.</summary>
    public const int Most = 50;

    private DateTimeOffset _readAt;

    /// <summary>How many there were when they were last read; null: not read yet.</summary>
    public int? Count { get; private set; }

    /// <summary>They were read anew.</summary>
    public event EventHandler? Changed;

    /// <summary>Whether the last reading is older than this, or there was none.</summary>
    public bool IsOlderThan(TimeSpan age) => Count is null || clock.GetUtcNow() - _readAt > age;

    /// <summary>What waits, by deadline.</summary>
    public async Task<IReadOnlyList<DeskEntry>> Read()
    {
        var all = new List<DeskEntry>();
        foreach (var source in sources)
        {
            var query = source.Waiting(Most);
            if (await actions.Can(query.Operation))
            {
                all.AddRange((await actions.List(query)).Value?.Items ?? []);
            }
        }

        (_readAt, Count) = (clock.GetUtcNow(), all.Count);
        Changed?.Invoke(this, EventArgs.Empty);
        return [.. all.OrderBy(entry => entry.Due ?? DateTimeOffset.MaxValue).Take(Most)];
    }
}
