namespace CaseWorkspace.Features.Evidence;

/// <summary>What can be done with an item; asked by the decisions and by the pages, of what each knows of it.</summary>
internal static class ItemRules
{
    private const string PhysicalObject = "physical-object";

    /// <summary>Whether there is something fixed to form an opinion on: sealed content, or the thing itself.</summary>
    internal static bool CanBeReviewed(string kind, bool isSealed) => isSealed || string.Equals(kind, PhysicalObject, StringComparison.Ordinal);

    /// <summary>
    /// Whether the person can hand it over. In the store that is its custodian alone; with the file the person who took it over last, or who
    /// leads; before it was ever handed over, everybody who works on the file.
    /// </summary>
    internal static bool IsHandedOverBy(ItemCustody? custody, Guid person, bool leads) =>
        custody is null || custody.Holder == person || (leads && !custody.InStore);

    /// <summary>Whether the person can take the open offer back: who made it, or the lead, where the item is with the file.</summary>
    internal static bool IsTakenBackBy(ItemOffer? offer, ItemCustody? custody, Guid person, bool leads) =>
        offer?.By == person || (leads && custody is not { InStore: true });
}
