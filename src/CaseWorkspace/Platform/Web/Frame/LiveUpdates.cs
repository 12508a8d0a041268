using CaseWorkspace.Platform.Actors;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Logging;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>
/// Lets what is open in a tab follow what others do; one for each circuit. Told only that something changed, each part asks anew
/// through the pipeline by the person's own right. Changes that come close together cost one such question, and a tab that has lost its
/// line asks when it is back. See docs/adr/0025.
/// </summary>
public sealed partial class LiveUpdates : IDisposable
{
    // So that a storm of changes costs each tab one question at a time, and the tabs of a host a few at once.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(1000);
    private static readonly SemaphoreSlim ConcurrentReads = new(8);

    private readonly Lock _gate = new();
    private readonly List<Part> _parts = [];
    private readonly PageActor _page;
    private readonly ILogger<LiveUpdates> _log;
    private readonly IDisposable _listening;
    private Actor? _actor;
    private Change? _waiting;
    private bool _running, _away, _ended;

    /// <param name="changes">Tells what changed.</param>
    /// <param name="page">The person.</param>
    /// <param name="log">For what goes wrong without anybody having asked.</param>
    public LiveUpdates(Changes changes, PageActor page, ILogger<LiveUpdates> log)
    {
        (_page, _log) = (page, log);
        _listening = changes.Listen(Heard);
    }

    /// <summary>Has the part asked anew when what it shows may have changed, until it is disposed of.</summary>
    /// <param name="things">What it shows; null: all that concerns the person.</param>
    /// <param name="ask">Asks anew and shows it; comes back when that is done.</param>
    public IDisposable Follow(Func<IReadOnlyCollection<Guid>?> things, Func<Task> ask)
    {
        // With the language of the page, which the one who tells does not have.
        var part = new Part(things, ask, ExecutionContext.Capture()!);
        lock (_gate)
        {
            _parts.Add(part);
        }

        return new Ending(this, part);
    }

    /// <summary>The line to the browser is broken, or stands again.</summary>
    internal void Line(bool broken)
    {
        lock (_gate)
        {
            _away = broken;
        }

        if (!broken)
        {
            Begin(null);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        _listening.Dispose();
    }

    private void Heard(Change change)
    {
        if (_actor is { } actor && !MayConcern(change, actor))
        {
            return;
        }

        Begin(change);
    }

    /// <summary>An auditor has a relation to no file: everything that happens may be what they oversee.</summary>
    private static bool MayConcern(Change change, Actor actor) => actor.Is(Role.Auditor) || change.Concerns(actor.Subjects);

    private void Begin(Change? change)
    {
        lock (_gate)
        {
            _waiting = change is null ? _waiting : _waiting?.With(change) ?? change;
            if (_running || _away || _ended || _waiting is null)
            {
                return;
            }

            _running = true;
        }

        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(AskAll);
        }
    }

    private async Task AskAll()
    {
        while (Take() is { } change)
        {
            if (ReferenceEquals(change, Change.Anything))
            {
                await Task.Delay(Random.Shared.NextDouble() * Spread);
            }

            await ConcurrentReads.WaitAsync();
            try
            {
                foreach (var part in await Concerned(change))
                {
                    await Ask(part);
                }
            }
            finally
            {
                ConcurrentReads.Release();
            }

            await Task.Delay(Between);
        }
    }

    private Change? Take()
    {
        lock (_gate)
        {
            var change = _away || _ended ? null : _waiting;
            (_waiting, _running) = (change is null ? _waiting : null, change is not null);
            return change;
        }
    }

    private async Task<Part[]> Concerned(Change change)
    {
        try
        {
            await PageActor.Follow(async () => _actor = await _page.Get());
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            NotFollowed(_log, fault);
            return [];
        }

        if (_actor is null || !MayConcern(change, _actor))
        {
            return [];
        }

        lock (_gate)
        {
            // The page before the frame around it, and first of all what came last.
            return [.. _parts.Where(part => part.Things() is not { } things || change.Touches(things)).Reverse()];
        }
    }

    private async Task Ask(Part part)
    {
        try
        {
            Task? asked = null;
            ExecutionContext.Run(part.Context, _ => asked = PageActor.Follow(part.Ask), null);
            await asked!;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Nobody waits for it: the page stands as it was, and the person who does something on it is told what is wrong.
            NotFollowed(_log, fault);
        }
    }

    [LoggerMessage(LogLevel.Warning, "An open page could not follow a change")]
    private static partial void NotFollowed(ILogger log, Exception fault);

    private sealed record Part(Func<IReadOnlyCollection<Guid>?> Things, Func<Task> Ask, ExecutionContext Context);

    private sealed class Ending(LiveUpdates updates, Part part) : IDisposable
    {
        public void Dispose()
        {
            lock (updates._gate)
            {
                updates._parts.Remove(part);
            }
        }
    }
}

/// <summary>Tells a circuit's <see cref="LiveUpdates"/> how its line to the browser stands: nobody sees what is asked meanwhile.</summary>
public sealed class LiveLine(LiveUpdates updates) : CircuitHandler
{
    /// <inheritdoc/>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        updates.Line(broken: false);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        updates.Line(broken: true);
        return Task.CompletedTask;
    }
}
