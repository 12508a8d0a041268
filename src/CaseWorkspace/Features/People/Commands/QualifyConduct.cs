using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
public sealed record NewQualification(QualificationContent Content, string Reason);

/// <summary>
/// Qualifies what the person did: stage, article, part and letter, circumstances, and the step by which it came about. A person may bear
/// several; a changed one is withdrawn and made anew.
/// </summary>
public sealed partial record QualifyConduct(Guid Target, long? SeenVersion, QualificationContent Content, string Reason) : IAct<QualifyConduct, RecordedPerson>
{
    private const int Most = 50;

    private static readonly InlineValidator<QualifyConduct> Shape = new()
    {
        rules => rules.RuleFor(command => command.Content).NotNull().ChildRules(content =>
        {
            content.RuleFor(one => one.Stage).IsCode("offence-stage");
            content.RuleFor(one => one.Article).IsCode("offence");
            content.RuleFor(one => one.Part).Must(part => part is null || Part().IsMatch(part)).WithErrorCode("not-a-part");
            content.RuleFor(one => one.Letter).Must(letter => letter is null || Letter().IsMatch(letter)).WithErrorCode("not-a-letter");
            content.RuleFor(one => one.Aggravating).AreCodes("aggravating");
            content.RuleFor(one => one.Step).IsCode("qualification-step");
            content.RuleFor(one => one.Since).NotEmpty();
            content.RuleFor(one => one.Authority).NotEmpty().MaximumLength(200);
        }),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act(
        "qualify", PeopleOperations.Qualify, (person, _) => person.Qualifications.Count < Most ? null : Refusal.Rule("too-many-qualifications"));

    [JsonIgnore]
    public Guid Id { get; } = Guid.CreateVersion7();

    public IValidator Rules => Shape;

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        context.IsAhead(Content.Since) ? Decision.Refuse("in-future", "content.since")
            : Content is { Letter: not null, Part: null } ? Decision.Refuse("letter-without-part", "content.letter")
            : Decision.Accept(new ConductQualified(
                Id, Content with { Since = Content.Since.ToUniversalTime(), Authority = Content.Authority.Trim() }, Reason.Trim(), context.Actor.Id, context.Now));

    [GeneratedRegex("^[1-9][0-9]?([¹²³]|-[1-9])?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"^[\p{Ll}\p{Lo}]{1,3}([¹²³]|-[1-9])?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Letter();
}
