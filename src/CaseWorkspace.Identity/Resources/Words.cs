namespace CaseWorkspace.Identity.Resources;

/// <summary>Names the resource files: Words.resx (English) and Words.ka.resx (Georgian).</summary>
public sealed class Words
{
    public const string English = "en-GB";
    public const string Georgian = "ka-GE";
}
