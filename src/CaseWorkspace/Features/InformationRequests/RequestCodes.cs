using CaseWorkspace.Platform.Codes;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>
/// What codes of a request and its answer ask of the fields beside them: for the rules of the commands and for the forms. Which codes there
/// are stands in the tables (<see cref="CodeLists"/>).
/// </summary>
internal static class RequestCodes
{
    /// <summary>The state that asks no information of itself: a code of the list <c>state</c>.</summary>
    public const string Home = "GE";

    /// <summary>The item is answered; a code of the list <c>item-answer</c>.</summary>
    public const string Given = "given";

    /// <summary>The item is refused, on a ground; a code of the list <c>item-answer</c>.</summary>
    public const string Refused = "refused";

    private const string RestrictedUse = "H3";

    /// <summary>Whether the urgency has to be given reasons for: all but the ordinary one.</summary>
    public static bool WantsReason(string? urgency) => urgency?.StartsWith("urgent", StringComparison.Ordinal) == true;

    /// <summary>Whether the handling code has to be told in words.</summary>
    public static bool WantsRestriction(string? handlingCode) => handlingCode is RestrictedUse;

    /// <summary>Why an item with the prosecutor's opinion, of the list <c>review-opinion</c>, does not go along; null: it may.</summary>
    public static string? FaultOf(string? opinion) => opinion switch
    {
        "excluded" => "evidence-excluded",
        "follow-up-needed" => "evidence-follow-up",
        _ => null,
    };
}
