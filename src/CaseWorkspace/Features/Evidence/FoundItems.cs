using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Evidence;

/// <summary>Registers as an item what another feature's decision says was found: it lies where that lies, and names it as where it comes from.</summary>
public sealed class FoundItems : IFollowUps
{
    /// <inheritdoc/>
    public Type Takes => typeof(ThingFound);

    /// <inheritdoc/>
    public string SeriesOf(CaseScope about)
    {
        ArgumentNullException.ThrowIfNull(about);
        return RegisterEvidence.SeriesOf(about.Holder);
    }

    /// <inheritdoc/>
    public ThingBegun Begin(Guid stream, FollowUp left, CaseScope about, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(about);
        ArgumentNullException.ThrowIfNull(context);
        var found = (ThingFound)left;
        return new ThingBegun(stream, typeof(EvidenceItem), new EvidenceRegistered(
            about.File!.Value, RegisterEvidence.NumberOf(about, context), found.Kind, found.Description, found.At, found.Where, found.By, null, context.Actor.Id,
            context.Now, about.SubFile, found.Seal, about.Id));
    }
}
