namespace CaseWorkspace.Identity.Resources;

/// <summary>Names the resource files: Words.resx (English) and Words.ka.resx (Georgian).</summary>
public sealed class Words;
