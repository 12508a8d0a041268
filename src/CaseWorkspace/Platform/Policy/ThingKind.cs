namespace CaseWorkspace.Platform.Policy;

/// <summary>What a thing is, as the table of things says it.</summary>
public static class ThingKind
{
    /// <summary>A case file.</summary>
    public const string Investigation = "investigation";

    /// <summary>A sealed part of a case file.</summary>
    public const string SubFile = "sub-file";

    /// <summary>An item of evidence.</summary>
    public const string Evidence = "evidence";

    /// <summary>An information request.</summary>
    public const string Request = "request";

    /// <summary>Somebody's question to be let into a file.</summary>
    public const string AccessAsk = "access-ask";

    /// <summary>Somebody's entry into a file without a relation to it.</summary>
    public const string EmergencyAccess = "break-glass";
}
