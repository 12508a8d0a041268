using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Access;

/// <summary>
/// While somebody is away, a colleague of the same role has the relations that the person holds, to files of the standard level.
/// Restricted and sealed ones stay with those named in them. One names one's own stand-in, of one's own unit; the head of the unit
/// names those of its people, also from elsewhere.
/// </summary>
/// <param name="Away">Who is away; null: the person who names the stand-in.</param>
public sealed record NameStandIn(Guid? Away, Guid Person, DateTimeOffset Since, DateTimeOffset Until, string Reason) : ICommand<StandIn>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(92);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(366);

    private static readonly InlineValidator<NameStandIn> Shape = new()
    {
        rules => rules.RuleFor(command => command.Person).NotEmpty(),
        rules => rules.RuleFor(command => command.Since).NotEmpty(),
        rules => rules.RuleFor(command => command.Until).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => AccessOperations.NameStandIn;

    public Guid? Scope => null;

    public IReadOnlyList<Fact> Facts => [new PeopleNamed(Away is { } away ? [Person, away] : [Person])];

    public IValidator Rules => Shape;

    public Decision Decide(StandIn? state, DecisionContext context)
    {
        var actor = context.Actor;
        var away = Away is null || Away == actor.Id
            ? new Colleague(actor.Id, actor.Name, actor.Roles, actor.Unit, actor.Postings)
            : context.People.GetValueOrDefault(Away.Value);

        // Somebody else's stand-in is named by the head of that person's unit alone.
        if (away is null || (away.Id != actor.Id && !Heads(actor, away)))
        {
            return Decision.Forbid("not-of-your-unit", "away");
        }

        if (Until <= context.Now || Until <= Since || Until - Since > Longest || Since > context.Now + Ahead)
        {
            return Decision.Refuse("period", "until");
        }

        Role[] shared = context.People.TryGetValue(Person, out var person) && Person != away.Id ? [.. person.Roles.Intersect(away.Roles)] : [];
        if (shared.Length == 0)
        {
            return Decision.Refuse("not-of-the-role", "person");
        }

        // Elsewhere the files would be open to people whom the head of the unit did not choose.
        return SameUnit(person!.Unit, away.Unit) || Heads(actor, away)
            ? Decision.Accept(new StandInNamed(
                away.Id, Subjects(away, shared), Person, Later(Since, context.Now).ToUniversalTime(), Until.ToUniversalTime(), Reason.Trim()))
            : Decision.Forbid("stand-in-of-another-unit", "person");
    }

    private static bool Heads(Actor actor, Colleague away) =>
        actor.Is(Role.Supervisor) && SameUnit(actor.Unit, away.Unit);

    /// <summary>Belonging to no unit is not belonging to the same one.</summary>
    private static bool SameUnit(string one, string other) => one.Length > 0 && string.Equals(one, other, StringComparison.Ordinal);

    /// <summary>A post is lent to the person who could hold it.</summary>
    private static string[] Subjects(Colleague away, Role[] shared) =>
    [
        Subject.Person(away.Id),
        .. shared.Contains(Role.Supervisor) ? new[] { Subject.UnitHead(away.Unit) } : [],
        .. shared.Contains(Role.LiaisonOfficer) ? away.Postings.Select(Subject.Posting) : [],
    ];

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
