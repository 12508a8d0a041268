using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>An entry of the left navigation; a feature registers its own as a singleton.</summary>
/// <param name="Key">The key of its words.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Icon">The path of its icon (24 × 24).</param>
/// <param name="Operation">Shown to a person whose role can do this at all; null: to everybody.</param>
/// <param name="Letter">Pressed after <c>g</c>, it leads there.</param>
/// <param name="Order">Its place.</param>
public sealed record NavigationEntry(string Key, string Href, string Icon, Operation? Operation, char Letter, int Order);

/// <summary>A tab of a file's page; a feature registers its own as a singleton.</summary>
/// <param name="Key">The key of its words.</param>
/// <param name="Segment">Its part of the address: <c>/files/ID/SEGMENT</c>.</param>
/// <param name="Component">What it shows; finds the file in the cascading <see cref="FileOnPage"/>.</param>
/// <param name="Operation">Shown to the person who may do this with the file.</param>
/// <param name="Order">Its place.</param>
/// <param name="Counts">What it lists, the code of a kind that is counted (<see cref="Things.ThingDescriptor.Counted"/>): the tab says how many there are; null: nothing to be counted.</param>
public sealed record FileTab(string Key, string Segment, Type Component, Operation Operation, int Order, string? Counts = null)
{
    /// <summary>From this place on a tab stands under <em>More</em>, unless it is the open one.</summary>
    public const int More = 50;
}

/// <summary>What can be begun in a thing of another feature; a feature registers its own as a singleton.</summary>
/// <param name="Kind">The kind of thing in whose page the button stands: a code of <see cref="Things.ThingCatalogue"/>.</param>
/// <param name="Key">The key of the button's words.</param>
/// <param name="Segment">Where the form stands, after the address of the thing's page.</param>
/// <param name="Operation">Shown to the person who may do this in the thing.</param>
/// <param name="Order">Its place.</param>
public sealed record ThingStart(string Kind, string Key, string Segment, Operation Operation, int Order);

/// <summary>A part of what a thing looked like on a day, and what lay in it; a feature registers its own as a singleton.</summary>
/// <param name="Kind">The kind of thing in whose page it stands: a code of <see cref="Things.ThingCatalogue"/>.</param>
/// <param name="Component">What it shows; finds thing and time in the cascading <see cref="PastTime"/>.</param>
/// <param name="Order">Its place.</param>
public sealed record PastPart(string Kind, Type Component, int Order);

/// <summary>Which thing is shown as it stood, and when.</summary>
public sealed record PastTime(Guid Thing, DateTimeOffset At);

/// <summary>What stands on every page while something lasts, across its top or in a corner; a feature registers its own as a singleton.</summary>
/// <param name="Component">What it shows; nothing while there is nothing to say.</param>
public sealed record BandAcross(Type Component);

/// <summary>A part of the desk below what waits; a feature registers its own as a singleton.</summary>
/// <param name="Component">What it shows.</param>
/// <param name="Operation">Shown to a person whose role can do this at all.</param>
/// <param name="Order">Its place.</param>
public sealed record DeskPart(Type Component, Operation Operation, int Order);
