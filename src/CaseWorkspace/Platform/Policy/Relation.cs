using System.Text.Json.Serialization;

namespace CaseWorkspace.Platform.Policy;

/// <summary>A person's relation to a file, an item or a request. Without one, a role opens nothing.</summary>
public enum Relation
{
    /// <summary>Leads the investigation.</summary>
    Lead,

    /// <summary>Works on the investigation.</summary>
    Member,

    /// <summary>The prosecutor named to supervise the investigation.</summary>
    SupervisingProsecutor,

    /// <summary>Heads the unit to which the file or the request belongs.</summary>
    UnitSupervisor,

    /// <summary>Holds the item in custody.</summary>
    ItemCustodian,

    /// <summary>Has been offered the item to take into custody, and has not answered yet.</summary>
    CustodyOffered,

    /// <summary>Posted to the state whose authority the request comes from or goes to.</summary>
    AddressedLiaisonOfficer,

    /// <summary>Has opened the file without any other relation, for a stated reason and four hours.</summary>
    // Its code is older than its name, and stored.
    [JsonStringEnumMemberName("break-glass")]
    EmergencyAccess,
}
