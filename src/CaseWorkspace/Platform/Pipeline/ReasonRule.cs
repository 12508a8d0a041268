using FluentValidation;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>The one rule for reasons that have to be given.</summary>
public static class ReasonRule
{
    /// <summary>How long a reason may be.</summary>
    public const int MaximumLength = 1000;

    /// <summary>A reason is given, and no longer than a reason may be.</summary>
    /// <param name="reason">The member that holds it.</param>
    public static IRuleBuilderOptions<T, string> IsReason<T>(this IRuleBuilder<T, string> reason) => reason.NotEmpty().MaximumLength(MaximumLength);
}
