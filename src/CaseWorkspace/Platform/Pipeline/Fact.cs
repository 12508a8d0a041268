using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using Marten.Services.BatchQuerying;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// What a decision has to know besides state and access. A command lists the facts it asks (<see cref="ICommand{TState}.Facts"/>); the pipeline
/// reads them in the batch that reads the state, and the decision finds them in its <see cref="DecisionContext"/>. A command asks each kind once.
/// </summary>
public abstract record Fact
{
    /// <summary>
    /// Whether it tells who does what in the file. The decision then stands only if nobody took up another duty there meanwhile
    /// (<see cref="CommandFacts.TakeTurn"/>).
    /// </summary>
    internal virtual bool TellsDuties => false;

    /// <summary>Whether asking changes something: it is then asked only once access is granted.</summary>
    internal virtual bool Changes => false;

    /// <summary>What of the context the answer is put into: of each a command asks once, or the second answer would take the place of the first.</summary>
    internal virtual string Answers => GetType().Name;

    /// <summary>The facts, each once.</summary>
    /// <exception cref="InvalidOperationException">Two of them would be answered in the same place.</exception>
    internal static Fact[] Once(IEnumerable<Fact> facts)
    {
        Fact[] once = [.. facts.Distinct()];
        return once.GroupBy(fact => fact.Answers, StringComparer.Ordinal).FirstOrDefault(asked => asked.Count() > 1) is { } twice
            ? throw new InvalidOperationException($"A command asks each kind of fact once, and this one asks {twice.Key} {twice.Count()} times.")
            : once;
    }

    /// <summary>Adds the question to the batch. The answer, once the batch has run, puts what was found into the context.</summary>
    internal abstract Func<DecisionContext, Task<DecisionContext>> Ask(IBatchedQuery batch, FactQuestion question);
}

/// <summary>About whom and what facts are asked.</summary>
/// <param name="Actor">Who acts.</param>
/// <param name="About">The thing in whose file the command acts: for duties and relations.</param>
/// <param name="Scope">The thing that decides on access, or the target.</param>
/// <param name="Key">The idempotency key; null without one.</param>
internal sealed record FactQuestion(Actor Actor, Guid About, Guid Scope, string? Key);

/// <summary>A fact read by one statement; found in <see cref="DecisionContext.Facts{T}"/>, a <typeparamref name="T"/> for each row.</summary>
/// <param name="Sql">A select of one text column that holds JSON, with <c>?</c> for each parameter.</param>
/// <param name="Parameters">The values, in order, where the actor is one of them.</param>
public sealed record Fact<T>(string Sql, Func<Actor, object[]> Parameters) : Fact
{
    /// <summary>A fact whose parameters don't depend on the actor.</summary>
    public Fact(string sql, params object[] parameters) : this(sql, _ => parameters)
    {
    }

    internal override string Answers => nameof(DecisionContext.Found);

    internal override Func<DecisionContext, Task<DecisionContext>> Ask(IBatchedQuery batch, FactQuestion question)
    {
        var rows = batch.Ask<T>(Sql, Parameters(question.Actor));
        return async context => context with { Found = await rows };
    }
}

/// <summary>People whom the command names, with their relations and duties: see <see cref="DecisionContext.Colleague"/>.</summary>
/// <param name="People">Their ids.</param>
public sealed record PeopleNamed(params IReadOnlyList<Guid> People) : Fact
{
    internal override bool TellsDuties => true;

    internal override string Answers => nameof(DecisionContext.People);

    internal override Func<DecisionContext, Task<DecisionContext>> Ask(IBatchedQuery batch, FactQuestion question)
    {
        var people = batch.Colleagues("p.id = any(?)", question.About, People.ToArray());
        return async context => context with { People = (await people).ToDictionary(one => one.Id) };
    }
}

/// <summary>The person whom a document names, where the command does not: see <see cref="DecisionContext.Colleague"/>.</summary>
/// <param name="Sql">A select of the person's id, with <c>?</c> for the document.</param>
/// <param name="Document">The document.</param>
public sealed record PersonNamedIn(string Sql, Guid Document) : Fact
{
    internal override bool TellsDuties => true;

    internal override string Answers => nameof(DecisionContext.People);

    internal override Func<DecisionContext, Task<DecisionContext>> Ask(IBatchedQuery batch, FactQuestion question)
    {
        var people = batch.Colleagues($"p.id = ({Sql})", question.About, Document);
        return async context => context with { People = (await people).ToDictionary(one => one.Id) };
    }
}

/// <summary>The actor's own duties on the file: see <see cref="ActContext.OwnDuties"/> and <see cref="FourEyes"/>.</summary>
public sealed record ActorDuties : Fact
{
    internal override bool TellsDuties => true;

    internal override Func<DecisionContext, Task<DecisionContext>> Ask(IBatchedQuery batch, FactQuestion question)
    {
        var duties = batch.OwnDuties(question.Actor, question.About);
        return async context => context with { OwnDuties = (await duties)[0] };
    }
}

/// <summary>For whom the actor stands in now: see <see cref="ActContext.StandsInFor"/>.</summary>
public sealed record ActorStandsIn : Fact
{
    internal override Func<DecisionContext, Task<DecisionContext>> Ask(IBatchedQuery batch, FactQuestion question)
    {
        var away = batch.StandsInFor(question.Actor);
        return async context => context with { StandsInFor = [.. await away] };
    }
}

/// <summary>Whether somebody holds the relation to the scope now, by name: see <see cref="ActContext.IsHeld"/>.</summary>
/// <param name="Relation">Which.</param>
public sealed record RelationHeld(Relation Relation) : Fact
{
    internal override Func<DecisionContext, Task<DecisionContext>> Ask(IBatchedQuery batch, FactQuestion question)
    {
        var held = batch.IsHeld(question.Scope, Relation);
        return async context => context with { IsHeld = (await held)[0] };
    }
}

/// <summary>Whether somebody known to the workspace heads the unit: see <see cref="DecisionContext.HasHead"/>.</summary>
/// <param name="Unit">The unit's code.</param>
public sealed record UnitHeaded(string Unit) : Fact
{
    internal override Func<DecisionContext, Task<DecisionContext>> Ask(IBatchedQuery batch, FactQuestion question)
    {
        var head = batch.HasHead(Unit);
        return async context => context with { HasHead = (await head)[0] };
    }
}

/// <summary>
/// The case file of a number, which the actor need not be allowed to see: see <see cref="DecisionContext.Reached"/>. Whether there is one must
/// not show in the answer.
/// </summary>
/// <param name="Number">As the person typed it.</param>
public sealed record FileOfNumber(string? Number) : Fact
{
    internal override Func<DecisionContext, Task<DecisionContext>> Ask(IBatchedQuery batch, FactQuestion question)
    {
        var file = batch.FileOf(question.Actor, Number?.Trim() ?? "");
        return async context => context with { Reached = (await file) is [var one, ..] ? one : null };
    }
}

/// <summary>A number that is never given twice, or several in a row: see <see cref="DecisionContext.Number"/>.</summary>
/// <param name="Series">The series from which it is drawn, e.g. <c>case</c>.</param>
/// <param name="Count">How many.</param>
public sealed record NextNumber(string Series, int Count = 1) : Fact
{
    internal override bool Changes => true;

    internal override Func<DecisionContext, Task<DecisionContext>> Ask(IBatchedQuery batch, FactQuestion question)
    {
        var number = batch.NextNumber(Series, Count, question.Actor, question.Key);
        return async context => context with { Number = await number };
    }
}

/// <summary>
/// Other things that the command names: see <see cref="DecisionContext.Used"/>. Each must be open to the actor, or the target counts as missing.
/// They are read with the scope, in one statement.
/// </summary>
/// <param name="Things">Their ids.</param>
public abstract record ThingsNamed(IReadOnlyCollection<Guid> Things) : Fact
{
    internal override Func<DecisionContext, Task<DecisionContext>> Ask(IBatchedQuery batch, FactQuestion question) => Task.FromResult;

    /// <summary>Whether all of them are open to the actor for this command.</summary>
    /// <param name="scope">The thing that decided on access.</param>
    /// <param name="sufficient">The relations of which one lets the actor do the operation.</param>
    /// <param name="found">The things that are there, with the actor's relations to them.</param>
    internal abstract bool AreOpen(CaseScope scope, IReadOnlyCollection<Relation> sufficient, IReadOnlyDictionary<Guid, CaseScope> found);
}

/// <summary>Things of the same file that the command uses.</summary>
/// <param name="Things">Their ids.</param>
public sealed record ThingsUsed(IReadOnlyCollection<Guid> Things) : ThingsNamed(Things)
{
    // A child that the body names must be of the very file that was authorised: authorise one, mutate another. What lies in a sealed sub-file
    // is used inside it alone: elsewhere its mere mention would show that it is there.
    internal override bool AreOpen(CaseScope scope, IReadOnlyCollection<Relation> sufficient, IReadOnlyDictionary<Guid, CaseScope> found) =>
        Things.All(used => found.TryGetValue(used, out var child)
            && child.File is not null && child.File == scope.File && !child.Relations.IsEmpty
            && (child.SubFile is null || child.SubFile == scope.SubFile));
}

/// <summary>A file or sub-file into which the command brings its target. The actor must be allowed the operation there as well; people and duties are asked of it.</summary>
/// <param name="File">Its id.</param>
public sealed record IntoFile(Guid File) : ThingsNamed([File])
{
    internal override bool AreOpen(CaseScope scope, IReadOnlyCollection<Relation> sufficient, IReadOnlyDictionary<Guid, CaseScope> found) =>
        found.GetValueOrDefault(File)?.Relations.Intersect(sufficient).Any() == true;
}
