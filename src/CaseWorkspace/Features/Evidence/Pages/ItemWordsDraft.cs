using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What is typed of an item while it is registered or corrected.</summary>
/// <param name="zone">The zone in which times are typed.</param>
public sealed class ItemWordsDraft(TypedZone zone)
{
    private DateTimeOffset? _said;

    /// <summary>The zone in which times are typed.</summary>
    public TypedZone Zone => zone;

    /// <summary>A code of the list <c>evidence-kind</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>What it is.</summary>
    public string Description { get; set; } = "";

    /// <summary>When it was seized, as typed.</summary>
    public DateTime? SeizedAt { get; set; }

    /// <summary>Where it was seized.</summary>
    public string SeizedWhere { get; set; } = "";

    /// <summary>Who seized it.</summary>
    public string SeizedBy { get; set; } = "";

    /// <summary>What it came from.</summary>
    public string Source { get; set; } = "";

    /// <summary>The number of the seal or bag.</summary>
    public string Seal { get; set; } = "";

    /// <summary>The time that was typed. Nothing typed is refused by the command's own rules; a time that was left as it stood keeps its seconds.</summary>
    public DateTimeOffset Seized => SeizedAt is not { } typed ? default : _said is { } said && zone.Minute(said) == typed ? said : zone.At(typed);

    /// <summary>What stands of the item.</summary>
    public static ItemWordsDraft Of(EvidenceSeen item, TypedZone zone)
    {
        return new ItemWordsDraft(zone)
        {
            Kind = item.Kind, Description = item.Description, SeizedWhere = item.SeizedWhere, SeizedBy = item.SeizedBy ?? "", Source = item.Source ?? "",
            Seal = item.Seal ?? "", SeizedAt = zone.Minute(item.SeizedAt), _said = item.SeizedAt,
        };
    }

    /// <summary>The same, with what the browser kept of the form.</summary>
    public ItemWordsDraft With(IReadOnlyDictionary<string, string> kept)
    {
        string Kept(string id) => kept.GetValueOrDefault(id, "");
        return new ItemWordsDraft(zone)
        {
            Kind = Kept("kind"), Description = Kept("description"), SeizedAt = LocalTime.ReadTime(Kept("seized-at")), SeizedWhere = Kept("seized-where"),
            SeizedBy = Kept("seized-by"), Source = Kept("source"), Seal = Kept("seal"), _said = _said,
        };
    }
}
