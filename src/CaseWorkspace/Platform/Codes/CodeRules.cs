using FluentValidation;

namespace CaseWorkspace.Platform.Codes;

/// <summary>Rules for fields that hold codes.</summary>
public static class CodeRules
{
    /// <summary>The field holds a code of the table.</summary>
    public static IRuleBuilderOptions<T, string> IsCode<T>(this IRuleBuilder<T, string> rule, string list) =>
        rule.Must(code => CodeLists.Has(list, code)).WithErrorCode("unknown-code").WithMessage(_ => Known(list));

    /// <summary>The field is empty or holds a code of the table.</summary>
    public static IRuleBuilderOptions<T, string?> IsCodeOrEmpty<T>(this IRuleBuilder<T, string?> rule, string list) =>
        rule.Must(code => code is null || CodeLists.Has(list, code)).WithErrorCode("unknown-code").WithMessage(_ => Known(list));

    /// <summary>The field holds codes of the table, each once.</summary>
    public static IRuleBuilderOptions<T, string[]> AreCodes<T>(this IRuleBuilder<T, string[]> rule, string list) =>
        rule.Must(codes => codes is null || (codes.All(code => CodeLists.Has(list, code))
                && codes.Distinct(StringComparer.Ordinal).Count() == codes.Length))
            .WithErrorCode("unknown-code").WithMessage(_ => Known(list));

    private static string Known(string list) =>
        Web.Texts.Get("unknown-code", string.Join(", ", CodeLists.Of(list).Take(20).Select(entry => entry.Code)));
}
