using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>Tells the store under which key the texts of each event stand: see <see cref="ThingCatalogue.KeyOf"/>. A key that is new is on disk before the event is.</summary>
public sealed class EventSealing(TextKeys keys, ThingCatalogue things)
{
    /// <summary>Does so for all that follows from a command.</summary>
    /// <param name="target">The stream that was decided upon.</param>
    /// <param name="decision">What follows.</param>
    /// <param name="file">The file concerned; null: none is.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async ValueTask Seal(Guid target, Decision decision, Guid? file, CancellationToken cancellation)
    {
        foreach (var happened in decision.Events)
        {
            await Seal(happened, target, file, cancellation);
        }

        foreach (var (other, happened) in decision.Elsewhere)
        {
            await Seal(happened, other, file, cancellation);
        }
    }

    /// <summary>Does so for one event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="file">The file concerned; null: none is.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async ValueTask Seal(object happened, Guid stream, Guid? file, CancellationToken cancellation)
    {
        if (MarkedTexts.AreIn(happened.GetType()))
        {
            EventKeys.SealWith(happened, await keys.ToSeal(things.KeyOf(happened.GetType(), stream, file), file ?? stream, cancellation));
        }
    }
}
