using CaseWorkspace.Platform.Codes;

namespace CaseWorkspace.Features.People;

/// <summary>A qualification as public notices write it: <c>19, 344²(2)(a)</c>.</summary>
public static class QualificationWords
{
    /// <summary>The articles of the general part that stand before the one of the offence (Criminal Code, arts 18 and 19).</summary>
    private static readonly Dictionary<string, string> Stages = new(StringComparer.Ordinal) { ["attempt"] = "19, ", ["preparation"] = "18, " };

    /// <summary>The article, with stage, part and letter where there are any.</summary>
    public static string Of(QualificationContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Stages.GetValueOrDefault(content.Stage, "") + CodeLists.Label("offence", content.Article)
            + (content.Part is { } part ? $"({part})" : "") + (content.Letter is { } letter ? $"({letter})" : "");
    }
}
