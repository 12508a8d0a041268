using CaseWorkspace.Platform.Pipeline;

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

    /// <summary>What waits, by deadline; a refusal where it cannot be told: a desk that was not read is not an empty one.</summary>
    public async Task<Answer<IReadOnlyList<DeskEntry>>> Read()
    {
        if (await actions.WhyNobody() is { } nobody)
        {
            return new Answer<IReadOnlyList<DeskEntry>>(null, nobody);
        }

        var all = new List<DeskEntry>();
        foreach (var source in sources)
        {
            var query = source.Waiting(Most);
            if (await actions.Can(query.Operation))
            {
                var answer = await actions.List(query);
                if (answer.Value is not { } page)
                {
                    return new Answer<IReadOnlyList<DeskEntry>>(null, answer.Refusal);
                }

                all.AddRange(page.Items);
            }
        }

        (_readAt, Count) = (clock.GetUtcNow(), all.Count);
        Changed?.Invoke(this, EventArgs.Empty);
        return new Answer<IReadOnlyList<DeskEntry>>([.. all.OrderBy(entry => entry.Due ?? DateTimeOffset.MaxValue).Take(Most)], null);
    }
}
