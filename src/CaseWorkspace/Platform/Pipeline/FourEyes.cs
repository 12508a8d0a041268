using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>How commands ask <see cref="SeparationOfDuties"/>.</summary>
public static class FourEyes
{
    /// <summary>Why the person cannot take up the duty on the file; null when they can.</summary>
    /// <param name="person">Whom the command names.</param>
    /// <param name="duty">The duty that comes with it.</param>
    /// <param name="field">The field that names the person.</param>
    public static Refusal? Against(this Colleague person, Duty duty, string field) => person.Duties.Against(duty, field);

    /// <summary>Why a person with these duties cannot take up another on the same file; null when they can.</summary>
    public static Refusal? Against(this Duties held, Duty duty, string field) =>
        SeparationOfDuties.Conflict(duty, held) is { } code ? Refusal.Rule(code, field) : null;

    /// <summary>
    /// Why the actor, in this duty, cannot let go what others wrote or brought in; null when they can. The act that asks says
    /// <see cref="Act{TState}.AsksDutiesOf"/>.
    /// </summary>
    /// <param name="context">Who acts, and their duties on the file.</param>
    /// <param name="duty">In which duty.</param>
    /// <param name="authors">All who wrote at it at any time.</param>
    /// <param name="before">Who took another step of the same release.</param>
    public static Refusal? AgainstLettingGo(this ActContext context, Duty duty, IEnumerable<Guid> authors, Guid? before = null) =>
        authors.Contains(context.Actor.Id) ? Refusal.Denied("own-draft")
        : before == context.Actor.Id ? Refusal.Denied("both-steps")
        : SeparationOfDuties.Conflict(duty, context.OwnDuties) is { } code ? Refusal.Denied(code)
        : null;
}
