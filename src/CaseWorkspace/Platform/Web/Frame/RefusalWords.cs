using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>A refusal in words: what happened, what to do, and which fields are at fault.</summary>
public static class RefusalWords
{
    /// <summary>What happened.</summary>
    public static string Title(Refusal refusal) => Texts.Get($"problem.{refusal.Code}");

    /// <summary>What was kept and what to do; null when the title says it all.</summary>
    public static string? Mend(Refusal refusal) => Texts.Find($"problem.{refusal.Code}.mend");

    /// <summary>
    /// What is wrong with the field; null when nothing is. The code's own words come first: they stand beside the field and
    /// need not name it, as the API's have to.
    /// </summary>
    /// <param name="refusal">What came back; null when nothing was refused.</param>
    /// <param name="field">The field's path, as it stands in the API.</param>
    public static string? Of(Refusal? refusal, string field)
    {
        var words = refusal?.Faults
            .Where(fault => string.Equals(fault.Field, field, StringComparison.Ordinal)
                || fault.Field.StartsWith(field + "[", StringComparison.Ordinal))
            .Select(fault => Texts.Find($"problem.{fault.Code}") ?? Problems.Words(fault)).Distinct(StringComparer.Ordinal).ToArray();
        return words is { Length: > 0 } ? string.Join(' ', words) : null;
    }
}
