using CaseWorkspace.Platform.Policy;
using Marten;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>A thing that begins, and its stream with it.</summary>
/// <param name="Stream">The id of both, which nothing else has.</param>
/// <param name="Aggregate">What it is a stream of.</param>
/// <param name="Event">Its first event.</param>
public sealed record ThingBegun(Guid Stream, Type Aggregate, object Event);

/// <summary>What a decision leaves for a feature to make a numbered thing of, where the thing lies that was decided on.</summary>
public abstract record FollowUp
{
    /// <summary>The id of what begins, where the decision has to know it; null: any.</summary>
    public Guid? Id { get; init; }
}

/// <summary>Work for the people of the file.</summary>
/// <param name="Words">What somebody wrote of it.</param>
public sealed record WorkLeft(string Words) : FollowUp;

/// <summary>Something that was found and taken along, or a paper that belongs to what was decided on.</summary>
/// <param name="Kind">A code of the list <c>evidence-kind</c>.</param>
/// <param name="Description">What it is.</param>
/// <param name="At">When it was taken.</param>
/// <param name="Where">Where.</param>
/// <param name="By">By whom, with post and surname.</param>
/// <param name="Seal">The number of its seal or bag; null: it bears none.</param>
public sealed record ThingFound(string Kind, string Description, DateTimeOffset At, string Where, string By, string? Seal) : FollowUp;

/// <summary>
/// Makes things of what decisions leave (<see cref="Decision.Leaving"/>), in the transaction of the decision: no host can be killed
/// between the two, and a repetition makes no second one. Each kind of what is left is taken up by one; features need not know each other for it.
/// </summary>
public interface IFollowUps
{
    /// <summary>The type of <see cref="FollowUp"/> that it takes up.</summary>
    Type Takes { get; }

    /// <summary>The series of numbers from which one is drawn.</summary>
    /// <param name="about">What the decision was about.</param>
    string SeriesOf(CaseScope about);

    /// <summary>The stream that begins. A pure function, as decisions are.</summary>
    /// <param name="stream">Its id.</param>
    /// <param name="left">What was left.</param>
    /// <param name="about">What the decision was about.</param>
    /// <param name="context">What the decision knew, with the number that was drawn.</param>
    ThingBegun Begin(Guid stream, FollowUp left, CaseScope about, DecisionContext context);
}

/// <summary>How what begins beside a command's own stream is written.</summary>
internal static class BegunThings
{
    /// <summary>Begins the streams of the decision; what it leaves costs one more round trip, which draws the numbers.</summary>
    /// <returns>Their ids.</returns>
    /// <exception cref="InvalidOperationException">No feature takes up what is left.</exception>
    public static async Task<IReadOnlyList<Guid>> Begin(
        this IDocumentSession session, Decision decision, IEnumerable<IFollowUps> followUps, EventSealing sealing, Guid? file, DecisionContext context, string? key,
        CancellationToken cancellation)
    {
        List<ThingBegun> begun = [.. decision.Begun];
        if (decision.FollowUps.Length > 0)
        {
            var about = context.Scope ?? throw new InvalidOperationException("What a decision leaves lies where the thing lies that was decided on: the command names none.");
            var batch = session.CreateBatchQuery();
            var drawn = decision.FollowUps.GroupBy(left => left.GetType())
                .Select(group => (Left: group.ToArray(), By: followUps.SingleOrDefault(one => one.Takes == group.Key) ?? throw new InvalidOperationException($"No feature takes up {group.Key.Name}.")))
                .Select(group => (group.Left, group.By, Last: batch.NextNumber(group.By.SeriesOf(about), group.Left.Length, context.Actor, key)))
                .ToArray();
            await batch.Execute(cancellation);
            foreach (var (left, by, last) in drawn)
            {
                var first = await last - left.Length + 1;
                begun.AddRange(left.Select((one, at) => by.Begin(one.Id ?? Guid.CreateVersion7(), one, about, context with { Number = first + at })));
            }
        }

        foreach (var one in begun)
        {
            await sealing.Seal(one.Event, one.Stream, file, cancellation);
            session.Events.StartStream(one.Aggregate, one.Stream, one.Event);
        }

        return [.. begun.Select(one => one.Stream)];
    }
}
