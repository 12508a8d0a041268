using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Tasks;

/// <summary>Makes a task for the lead of what a review asks for: it lies where the item lies, and rests on it.</summary>
public sealed class FollowUpTasks : IFollowUps
{
    /// <inheritdoc/>
    public Type Takes => typeof(WorkLeft);

    /// <inheritdoc/>
    public string SeriesOf(CaseScope about)
    {
        ArgumentNullException.ThrowIfNull(about);
        return MakeTask.SeriesOf(about.Holder);
    }

    /// <inheritdoc/>
    public ThingBegun Begin(Guid stream, FollowUp left, CaseScope about, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(about);
        ArgumentNullException.ThrowIfNull(context);
        return new ThingBegun(stream, typeof(CaseTask), new TaskMade(
            about.File!.Value, about.NumberOf("T", context.Number), CaseTask.Grounds.FollowUp, null, ((WorkLeft)left).Words, about.Id, null, null, null, context.Actor.Id,
            context.Now, about.SubFile));
    }
}
