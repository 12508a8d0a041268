using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Protocols;

/// <summary>What the words of a protocol must look like.</summary>
internal sealed class ProtocolContentRules : AbstractValidator<ProtocolContent>
{
    /// <summary>How long what was found, and what was said, may be.</summary>
    internal const int LongestText = 20_000;

    /// <summary>How long objections, and a description, may be.</summary>
    internal const int LongestRemark = 5000;

    /// <summary>How many people a protocol names.</summary>
    internal const int MostParticipants = 30;

    private const string Other = "other";

    /// <summary>Codes of the list <c>protocol-basis</c> that rest on no ruling and no decree.</summary>
    private static readonly string[] WithoutPaper = ["consent", "none-needed"];

    public ProtocolContentRules()
    {
        RuleFor(content => content.Action).IsCode("investigative-action");
        RuleFor(content => content.ActionWords).MaximumLength(300);
        RuleFor(content => content.ActionWords).NotEmpty().When(content => content.Action is Other).WithErrorCode("in-words");
        RuleFor(content => content.Basis).IsCode("protocol-basis");
        RuleFor(content => content.BasisBy).MaximumLength(300);
        RuleFor(content => content.BasisBy).NotEmpty().When(content => RestsOnPaper(content.Basis)).WithErrorCode("basis-by-whom");
        RuleFor(content => content.BasisNumber).MaximumLength(100);
        RuleFor(content => content.BasisOn).NotEmpty().When(content => RestsOnPaper(content.Basis)).WithErrorCode("basis-of-when");
        RuleFor(content => content.Began).NotEmpty();
        RuleFor(content => content.Place).NotEmpty().MaximumLength(500);
        RuleFor(content => content.Conditions).MaximumLength(2000);
        RuleFor(content => content.DoneBy).NotEmpty();
        RuleFor(content => content.DoneByPost).NotEmpty().MaximumLength(300);
        RuleFor(content => content.Participants).NotNull();
        RuleFor(content => content.Participants).Must(people => people is null || people.Length <= MostParticipants).WithErrorCode("too-many-participants");
        RuleForEach(content => content.Participants).NotNull().ChildRules(person =>
        {
            person.RuleFor(one => one.Role).IsCode("protocol-role");
            person.RuleFor(one => one.Who).NotEmpty().MaximumLength(300);
            person.RuleFor(one => one.Details).MaximumLength(1000);
        });
        RuleFor(content => content.Found).MaximumLength(LongestText);
        RuleFor(content => content.Said).MaximumLength(LongestText);
        RuleFor(content => content.Means).NotNull().AreCodes("technical-means");
        RuleFor(content => content.MeansWords).MaximumLength(2000);
        RuleFor(content => content.MeansWords).NotEmpty().When(content => content.Means?.Contains(Other) is true).WithErrorCode("in-words");
        RuleFor(content => content.Objections).MaximumLength(LongestRemark);
    }

    /// <summary>Whether the basis is a ruling or a decree.</summary>
    internal static bool RestsOnPaper(string? basis) => !WithoutPaper.Contains(basis);
}

/// <summary>Rules that several acts on protocols have in common.</summary>
internal static class ProtocolRules
{
    /// <summary>How many exhibits a protocol has, with those of the one that it corrects.</summary>
    internal const int MostExhibits = 300;

    // Longer than any offence of the files can be prosecuted.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(50 * 366);

    /// <summary>Why nothing of it is changed; null: it is a draft.</summary>
    public static Refusal? WhyNotDraft(ActionProtocol protocol) =>
        protocol.State is ActionProtocol.States.Draft ? null : Refusal.Rule(protocol.State is ActionProtocol.States.Withdrawn ? "protocol-withdrawn" : "protocol-signed");

    /// <summary>Why the person may not say what stands in it; null: they did the action, drafted it, or lead the file.</summary>
    public static Refusal? WhyNotTheirs(ActionProtocol protocol, ActContext who) =>
        who.Actor.Id == protocol.Content.DoneBy || who.Actor.Id == protocol.DraftedBy || who.As(Role.Investigator, Relation.Lead) || who.As(Role.Supervisor, Relation.Lead) ? null
            : Refusal.Denied("not-your-protocol");

    /// <summary>What is at fault in the words; null: nothing. Who did the action investigates in the file, or in the sealed sub-file.</summary>
    public static Decision? RefuseContent(ProtocolContent content, DecisionContext context) =>
        context.IsAhead(content.Began) ? Decision.Refuse("in-future", "content.began")
            : content.Began < context.Now - Oldest ? Decision.Refuse("began-too-long-ago", "content.began")
            : content.Ended < content.Began ? Decision.Refuse("ended-before-begun", "content.ended")
            : content.Ended is { } ended && context.IsAhead(ended) ? Decision.Refuse("in-future", "content.ended")
            : content.BasisOn is { } basis && context.IsAhead(basis) ? Decision.Refuse("in-future", "content.basisOn")
            : !context.People.TryGetValue(content.DoneBy, out var doer) || !doer.Here.Any(relation => relation is Relation.Lead or Relation.Member)
                ? Decision.Refuse("doer-not-on-file", "content.doneBy")
            : null;

    /// <summary>The words without blanks around them.</summary>
    public static ProtocolContent Trimmed(ProtocolContent content) => content with
    {
        ActionWords = content.ActionWords.OrNothing(),
        BasisBy = content.BasisBy.OrNothing(),
        BasisNumber = content.BasisNumber.OrNothing(),
        BasisOn = content.BasisOn?.ToUniversalTime(),
        Began = content.Began.ToUniversalTime(),
        Ended = content.Ended?.ToUniversalTime(),
        Place = content.Place.Trim(),
        Conditions = content.Conditions.OrNothing(),
        DoneByPost = content.DoneByPost.Trim(),
        Participants = [.. content.Participants.Select(one => one with { Who = one.Who.Trim(), Details = one.Details.OrNothing() })],
        Found = content.Found.OrNothing(),
        Said = content.Said.OrNothing(),
        MeansWords = content.MeansWords.OrNothing(),
        Objections = content.Objections.OrNothing(),
    };
}
