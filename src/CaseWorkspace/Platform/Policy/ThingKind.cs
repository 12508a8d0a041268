namespace CaseWorkspace.Platform.Policy;

/// <summary>The kinds of thing that hold others, which the rules of access themselves know. Every other kind is its feature's own.</summary>
public static class ThingKind
{
    /// <summary>A case file.</summary>
    public const string Investigation = "investigation";

    /// <summary>A sealed part of a case file.</summary>
    public const string SubFile = "sub-file";
}
