using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What is typed of a file while it is opened or corrected.</summary>
public sealed class FileDraft
{
    /// <summary>Its title.</summary>
    public string Title { get; set; } = "";

    /// <summary>What it is about.</summary>
    public string Summary { get; set; } = "";

    /// <summary>A code of the list <c>opening-ground</c>; empty: none.</summary>
    public string Ground { get; set; } = "";

    /// <summary>Codes of the list <c>offence-form</c>.</summary>
    public string[] Forms { get; set; } = [];

    /// <summary>Codes of the list <c>state</c>.</summary>
    public string[] Countries { get; set; } = [];

    /// <summary>What stands of the file.</summary>
    public static FileDraft Of(Investigation file) => new()
    {
        Title = file.Title, Summary = file.Summary, Ground = file.Ground ?? "", Forms = [.. file.OffenceForms], Countries = [.. file.Countries],
    };

    /// <summary>What the browser kept of the form.</summary>
    public static FileDraft Of(IReadOnlyDictionary<string, string> kept) => new()
    {
        Title = kept.GetValueOrDefault("title", ""), Summary = kept.GetValueOrDefault("summary", ""), Ground = kept.GetValueOrDefault("ground", ""),
        Forms = CodeChoices.Kept(kept, "forms", "offence-form"), Countries = CodeChoices.Kept(kept, "countries", "state"),
    };
}
