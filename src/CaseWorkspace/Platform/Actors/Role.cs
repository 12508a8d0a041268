using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseWorkspace.Platform.Actors;

/// <summary>What a person is employed to do. A role alone opens no file: see <see cref="Policy.Relation"/>.</summary>
public enum Role
{
    /// <summary>Opens case files, collects evidence, drafts requests abroad, prepares answers.</summary>
    Investigator,

    /// <summary>Heads a unit: assigns, and authorises what leaves it.</summary>
    Supervisor,

    /// <summary>Supervises a case, reviews evidence, authorises the release of evidence abroad.</summary>
    Prosecutor,

    /// <summary>Posted to one or more states; carries requests and answers both ways.</summary>
    LiaisonOfficer,

    /// <summary>Keeps the evidence store.</summary>
    Custodian,

    /// <summary>Data-protection oversight: reads the journal, never case content.</summary>
    Auditor,

    /// <summary>Accounts, roles and postings; no access to case content.</summary>
    IdentityAdmin,

    /// <summary>The workspace itself, acting in the background under a name of its own.</summary>
    System,
}

/// <summary>What the roles are there for.</summary>
public static class RolePurposes
{
    /// <summary>The purpose that the journal records where the person stated none and none is owed: that of the role in which they act.</summary>
    public static string DefaultPurpose(this Role role) => role switch
    {
        Role.Supervisor => "supervision",
        Role.Prosecutor => "prosecution",
        Role.LiaisonOfficer => "information-exchange",
        Role.Custodian => "custody",
        Role.Auditor => "oversight",
        _ => "investigation",
    };
}

/// <summary>Codes as they stand in tokens, tables and the API: lower-case words joined by hyphens.</summary>
public static class CodeNames
{
    /// <summary>The stable code of an enum's member, e.g. <c>liaison-officer</c>.</summary>
    public static string Code<T>(this T value) where T : struct, Enum => Names<T>.ByValue[value];

    /// <summary>The member that carries the code, or null when there is none.</summary>
    public static T? FromCode<T>(string code) where T : struct, Enum =>
        Names<T>.ByCode.TryGetValue(code, out var value) ? value : null;

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>()
            .ToDictionary(value => value, value => typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
                ?? JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> ByCode = ByValue
            .ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
