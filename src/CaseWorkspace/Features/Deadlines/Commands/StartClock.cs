using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>What the body of the request holds.</summary>
/// <param name="Start">What happened, or is to happen: a code of the list <c>clock-start</c>.</param>
/// <param name="CountsFrom">When; of a hearing, when it takes place.</param>
/// <param name="Person">The record in the same file of the person whom it concerns; null: the file as a whole. Of an arrest it is needed.</param>
/// <param name="Authority">Who arrested, or which court.</param>
/// <param name="SubFile">The sealed sub-file in which the clock is to lie; null: open in the file.</param>
public sealed record NewClock(string Start, DateTimeOffset CountsFrom, Guid? Person = null, string? Authority = null, Guid? SubFile = null);

/// <summary>Somebody was arrested, a hearing is set: the limits that follow from it are counted from now on.</summary>
public sealed record StartClock(Guid File, string Start, DateTimeOffset CountsFrom, Guid? Person = null, string? Authority = null, Guid? SubFile = null) : ICommand<CaseClock>
{
    private static readonly InlineValidator<StartClock> Shape = new()
    {
        rules => rules.RuleFor(command => command.Start).IsCode("clock-start"),
        rules => rules.RuleFor(command => command.CountsFrom).NotEmpty(),
        rules => rules.RuleFor(command => command.Authority).MaximumLength(ClockRules.LongestAuthority),
        rules => rules.RuleFor(command => command.Person).NotNull().When(command => command.Start is not null && LimitRules.IsOfPerson(command.Start)).WithErrorCode("clock-needs-person"),
    };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => DeadlineOperations.Start;

    public Guid? Scope => SubFile ?? File;

    public IReadOnlyList<Fact> Facts => [new NextNumber($"clock:{SubFile ?? File}"), .. Person is { } one ? new Fact[] { new ThingsUsed([one]) } : []];

    public IValidator Rules => Shape;

    public Decision Decide(CaseClock? state, DecisionContext context) =>
        context.Scope is not { IsFile: true } scope || scope.File != File ? Decision.Missing
            : ClockRules.RefusePerson(Person, context) ?? ClockRules.RefuseTime(Start, CountsFrom, context) ?? Decision.Accept(new ClockStarted(
                File, scope.NumberOf("C", context.Number), Start, Person, CountsFrom.ToUniversalTime(), Authority.OrNothing(),
                LimitRules.Of(Start, CountsFrom), context.Actor.Id, context.Now, scope.SubFile));
}
