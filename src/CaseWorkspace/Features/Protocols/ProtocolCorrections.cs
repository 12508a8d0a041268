using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Protocols;

/// <summary>The draft by which a signed protocol is to be corrected: it says at first what that says.</summary>
/// <param name="Protocol">The signed one.</param>
public sealed record CorrectionLeft(ActionProtocol Protocol) : FollowUp;

/// <summary>Begins the second protocol where the first one lies, under the next number.</summary>
public sealed class ProtocolCorrections : IFollowUps
{
    /// <inheritdoc/>
    public Type Takes => typeof(CorrectionLeft);

    /// <inheritdoc/>
    public string SeriesOf(CaseScope about)
    {
        ArgumentNullException.ThrowIfNull(about);
        return DraftProtocol.SeriesOf(about.Holder);
    }

    /// <inheritdoc/>
    public ThingBegun Begin(Guid stream, FollowUp left, CaseScope about, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(about);
        ArgumentNullException.ThrowIfNull(context);
        var first = ((CorrectionLeft)left).Protocol;
        return new ThingBegun(stream, typeof(ActionProtocol), new ProtocolDrafted(
            first.File, DraftProtocol.NumberOf(about, context), first.Content, first.ControlDue, context.Actor.Id, context.Now, first.Id, [.. first.Exhibits],
            about.SubFile));
    }
}
