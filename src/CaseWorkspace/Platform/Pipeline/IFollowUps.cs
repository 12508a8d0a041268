using CaseWorkspace.Platform.Policy;
using Marten;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>A thing that begins, and its stream with it.</summary>
/// <param name="Stream">The id of both, which nothing else has.</param>
/// <param name="Aggregate">What it is a stream of.</param>
/// <param name="Event">Its first event.</param>
public sealed record ThingBegun(Guid Stream, Type Aggregate, object Event);

/// <summary>
/// Makes a thing of the work that a decision leaves (<see cref="Decision.Leaving"/>), in the transaction of the decision: no host can be killed
/// between the two, and a repetition makes no second one. At most one feature registers it; features need not know each other for it.
/// </summary>
public interface IFollowUps
{
    /// <summary>The series of numbers from which one is drawn.</summary>
    /// <param name="about">What the decision was about.</param>
    string SeriesOf(CaseScope about);

    /// <summary>The stream that begins. A pure function, as decisions are.</summary>
    /// <param name="stream">Its id.</param>
    /// <param name="about">What the decision was about.</param>
    /// <param name="words">What somebody wrote of the work.</param>
    /// <param name="context">What the decision knew, with the number that was drawn.</param>
    ThingBegun Begin(Guid stream, CaseScope about, string words, DecisionContext context);
}

/// <summary>How what begins beside a command's own stream is written.</summary>
internal static class BegunThings
{
    /// <summary>Begins the streams of the decision; for work that it leaves, one more round trip draws a number.</summary>
    /// <returns>Their ids.</returns>
    public static async Task<IReadOnlyList<Guid>> Begin(
        this IDocumentSession session, Decision decision, IFollowUps? followUps, EventSealing sealing, Guid? file, DecisionContext context, string? key,
        CancellationToken cancellation)
    {
        List<ThingBegun> begun = [.. decision.Begun];
        if (decision.FollowUp is { } words && followUps is not null && context.Scope is { } about)
        {
            var batch = session.CreateBatchQuery();
            var number = batch.NextNumber(followUps.SeriesOf(about), 1, context.Actor, key);
            await batch.Execute(cancellation);
            begun.Add(followUps.Begin(Guid.CreateVersion7(), about, words, context with { Number = await number }));
        }

        foreach (var one in begun)
        {
            await sealing.Seal(one.Event, one.Stream, file, cancellation);
            session.Events.StartStream(one.Aggregate, one.Stream, one.Event);
        }

        return [.. begun.Select(one => one.Stream)];
    }
}
