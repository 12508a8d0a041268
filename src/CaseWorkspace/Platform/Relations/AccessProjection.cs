using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CaseWorkspace.Platform.Relations;

/// <summary>Writes what the events change in access, and the words by which things are found, in the transaction of the events.</summary>
/// <param name="features">All features.</param>
public sealed class AccessProjection(IReadOnlyList<IFeature> features) : IProjection
{
    private readonly AccessFold _fold = AccessFold.Of(features);

    /// <inheritdoc />
    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var happened in events)
        {
            foreach (var change in _fold.Of(happened))
            {
                operations.Write(change);
            }

            operations.IndexText(features.SelectMany(feature => feature.Texts(happened)));
        }

        return Task.CompletedTask;
    }
}
