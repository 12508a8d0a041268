using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Tasks;

/// <summary>Makes a task for the lead of what a review asks for: it lies where the item lies, and rests on it.</summary>
public sealed class FollowUpTasks : IFollowUps
{
    /// <inheritdoc/>
    public string SeriesOf(CaseScope about)
    {
        ArgumentNullException.ThrowIfNull(about);
        return MakeTask.SeriesOf(about.Holder);
    }

    /// <inheritdoc/>
    public ThingBegun Begin(Guid stream, CaseScope about, string words, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(about);
        ArgumentNullException.ThrowIfNull(context);
        // What lies in a sealed sub-file bears its number before its own: S-1/E-002.
        var part = about.SubFile is null ? null : about.Number?.Split('/')[0];
        return new ThingBegun(stream, typeof(CaseTask), new TaskMade(
            about.File!.Value, TaskRules.NumberOf('T', part, context.Number), CaseTask.Grounds.FollowUp, null, words, about.Id, null, null, null, context.Actor.Id,
            context.Now, about.SubFile));
    }
}
