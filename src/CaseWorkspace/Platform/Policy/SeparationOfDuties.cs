using System.Collections.Immutable;

namespace CaseWorkspace.Platform.Policy;

/// <summary>The duties of a person on one file, as the relations say them.</summary>
/// <param name="Now">Held now, by name, by heading a unit, or while standing in for somebody.</param>
/// <param name="Past">Held by name at any time, now included.</param>
public sealed record Duties(ImmutableArray<Duty> Now, ImmutableArray<Duty> Past)
{
    /// <summary>None at all.</summary>
    public static Duties None { get; } = new([], []);

    /// <summary>With a duty that the state of the aggregate knows of.</summary>
    public Duties With(Duty duty, bool held = true) => held ? new Duties(Now.Add(duty), Past) : this;

    /// <summary>With a duty that the state of the aggregate knows of, and that may be over.</summary>
    public Duties WithPast(Duty duty, bool held = true) => held ? this with { Past = Past.Add(duty) } : this;
}

/// <summary>
/// The one rule of separation of duties. On one file a person investigates, prosecutes, supervises, or keeps its items: one of these.
/// And nobody lets out a text, or gives an opinion of a thing, at which they wrote at any time.
/// Asked by every command that names a person, and by every command that lets something go (<see cref="Pipeline.FourEyes"/>).
/// What lies in a sealed sub-file counts inside it alone: outside, a refusal would show that it exists.
/// </summary>
public static class SeparationOfDuties
{
    /// <summary>The duty that comes with a relation; null where none does.</summary>
    public static Duty? Of(Relation relation) => relation switch
    {
        Relation.Lead or Relation.Member => Duty.Investigates,
        Relation.SupervisingProsecutor => Duty.Prosecutes,
        Relation.UnitSupervisor => Duty.Supervises,
        Relation.ItemCustodian => Duty.Keeps,
        _ => null,
    };

    /// <summary>
    /// What stands against the duty beside the others that the person has or had: the code of the refusal, e.g.
    /// <c>works-and-prosecutes</c>; null when nothing does. Who investigated a file never prosecutes it later, nor the other way round:
    /// what they wrote or reviewed stays in it. The other duties end when they end.
    /// </summary>
    public static string? Conflict(Duty duty, Duties held)
    {
        var never = duty switch
        {
            Duty.Investigates => held.Past.Where(past => past is Duty.Prosecutes),
            Duty.Prosecutes => held.Past.Where(past => past is Duty.Investigates),
            _ => [],
        };
        return held.Now.Concat(never).Where(other => other != duty).Order().Select(other => (string?)Code(duty, other)).FirstOrDefault();
    }

    private static string Code(Duty one, Duty other) => (one < other ? (one, other) : (other, one)) switch
    {
        (Duty.Investigates, Duty.Prosecutes) => "works-and-prosecutes",
        (Duty.Investigates, Duty.Supervises) => "works-and-supervises",
        (Duty.Investigates, Duty.Keeps) => "works-and-keeps",
        (Duty.Prosecutes, Duty.Supervises) => "prosecutes-and-supervises",
        (Duty.Prosecutes, Duty.Keeps) => "prosecutes-and-keeps",
        _ => "supervises-and-keeps",
    };
}
