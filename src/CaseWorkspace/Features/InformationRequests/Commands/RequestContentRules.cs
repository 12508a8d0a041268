using CaseWorkspace.Platform.Codes;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What a request must say, field by field.</summary>
internal sealed class RequestContentRules : AbstractValidator<RequestContent>
{
    public RequestContentRules()
    {
        RuleFor(content => content.Country).NotEmpty().IsCode("state").NotEqual(RequestCodes.Home);
        RuleFor(content => content.Authority).NotEmpty().MaximumLength(200);
        RuleFor(content => content.Subject).NotEmpty().MaximumLength(200);
        RuleFor(content => content.Purpose).NotEmpty().IsCode("request-purpose");
        RuleFor(content => content.LegalBasis).NotEmpty().IsCode("legal-basis");
        RuleFor(content => content.Urgency).NotEmpty().IsCode("urgency");
        RuleFor(content => content.UrgencyReason).MaximumLength(2000);
        RuleFor(content => content.UrgencyReason).NotEmpty()
            .When(content => RequestCodes.WantsReason(content.Urgency));
        RuleFor(content => content.Facts).NotEmpty().MaximumLength(20_000);
        RuleFor(content => content.Items).NotEmpty().Must(items => items is null || items.Length <= 100).WithErrorCode("too-many");
        RuleForEach(content => content.Items).NotEmpty().MaximumLength(2000);
        RuleFor(content => content.UseRestrictions).MaximumLength(2000);
    }
}

/// <summary>What an answer must say, field by field.</summary>
internal sealed class AnswerContentRules : AbstractValidator<AnswerContent>
{
    public AnswerContentRules()
    {
        RuleFor(answer => answer.Items).NotEmpty().Must(items => items is null || items.Length <= 100).WithErrorCode("too-many").Must(items => items is null
            || items.Select(item => item?.Item).Distinct().Count() == items.Length).WithErrorCode("item-twice");
        RuleForEach(answer => answer.Items).NotNull().SetValidator(new ItemAnswerRules());
        RuleFor(answer => answer.Text).MaximumLength(20_000);
        RuleFor(answer => answer.HandlingCode).NotEmpty().IsCode("handling-code");
        RuleFor(answer => answer.Restriction).MaximumLength(2000);
        RuleFor(answer => answer.Restriction).NotEmpty().When(answer => RequestCodes.WantsRestriction(answer.HandlingCode));
        RuleFor(answer => answer.SourceGrade).NotEmpty().IsCode("source-grade");
        RuleFor(answer => answer.InformationGrade).NotEmpty().IsCode("information-grade");
        RuleFor(answer => answer.Documents).NotNull().Must(ids => ids is null || ids.Length <= 100).WithErrorCode("too-many");
    }

    private sealed class ItemAnswerRules : AbstractValidator<ItemAnswer>
    {
        public ItemAnswerRules()
        {
            RuleFor(item => item.Item).InclusiveBetween(1, 100);
            RuleFor(item => item.Result).NotEmpty().IsCode("item-answer");
            RuleFor(item => item.Ground).IsCodeOrEmpty("refusal-ground");
            RuleFor(item => item.Ground).NotEmpty().When(item => item.Result is RequestCodes.Refused);
            RuleFor(item => item.Ground).Empty().When(item => item.Result is not RequestCodes.Refused);
            RuleFor(item => item.Text).MaximumLength(20_000);
            RuleFor(item => item.Text).NotEmpty().When(item => item.Result is RequestCodes.Given && item.Evidence is not { Length: > 0 });
            RuleFor(item => item.Evidence).NotNull().Must(ids => ids is null || ids.Length <= 100).WithErrorCode("too-many");
            RuleFor(item => item.Evidence).Empty().When(item => item.Result is not RequestCodes.Given);
        }
    }
}
