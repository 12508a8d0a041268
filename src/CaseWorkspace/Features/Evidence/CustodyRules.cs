using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Evidence;

/// <summary>Who may receive an item into custody, and who stands how to its file: asked by the acts of handing over, and by the list of receivers.</summary>
internal static class CustodyRules
{
    /// <summary>
    /// Whether the person can be offered the item: true, back from the store to the file; false, into the store; null, not at all. Into the
    /// store: a custodian who has no other duty on its file. Back: to the people who work on the file; out of a sealed sub-file, of whose
    /// people its custodian is to learn as little as can be, to its keeper or to the person who brought it.
    /// </summary>
    /// <param name="receiver">The person, with the relations to the item that count now.</param>
    /// <param name="custody">Who holds the item.</param>
    /// <param name="isInSubFile">Whether it lies in a sealed sub-file.</param>
    public static bool? CanReceive(Colleague receiver, ItemCustody? custody, bool isInSubFile)
    {
        var works = receiver.Here.Any(relation => relation is Relation.Lead or Relation.Member);
        var can = works
            ? custody is { InStore: true } stored
                && (receiver.Roles.Contains(Role.Investigator) || receiver.Roles.Contains(Role.Supervisor))
                && (!isInSubFile || receiver.Here.Contains(Relation.Lead) || receiver.Id == stored.BroughtBy)
            : receiver.Roles.Contains(Role.Custodian) && SeparationOfDuties.Conflict(Duty.Keeps, receiver.Duties) is null;
        return can ? works : null;
    }

    /// <summary>
    /// Whether the actor still stands so that they can take over what is offered: who came to work on the file meanwhile keeps no store for
    /// it, and who left it takes nothing back for it.
    /// </summary>
    public static bool CanTakeOver(ItemOffer offer, ActContext who) => offer.Returns
        ? who.WorksOnTheFile()
        : who.As(Role.Custodian, Relation.CustodyOffered) && SeparationOfDuties.Conflict(Duty.Keeps, who.OwnDuties) is null;

    /// <summary>Whether the actor leads the file, or keeps the sealed sub-file, in which the item lies.</summary>
    public static bool LeadsTheFile(this ActContext who) =>
        who.As(Role.Investigator, Relation.Lead) || who.As(Role.Supervisor, Relation.Lead);

    /// <summary>Whether the actor is one of those investigating in the file, or the sealed sub-file, in which the item lies.</summary>
    public static bool WorksOnTheFile(this ActContext who) =>
        who.LeadsTheFile() || who.As(Role.Investigator, Relation.Member);
}
