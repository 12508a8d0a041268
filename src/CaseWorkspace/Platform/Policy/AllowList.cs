using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Actors;

namespace CaseWorkspace.Platform.Policy;

/// <summary>A field of a stored document that an audience is shown.</summary>
/// <param name="Name">As it stands in the document.</param>
public sealed record ShownField(string Name)
{
    /// <summary>What is shown in its place, as SQL on the document <c>d</c>; null: what stands in the document.</summary>
    public string? Sql { get; init; }

    /// <summary>The states in which it is shown; null: in all.</summary>
    public IReadOnlyCollection<string>? In { get; init; }

    /// <summary>The field as it stands, in every state.</summary>
    public static implicit operator ShownField(string name) => new(name);
}

/// <summary>People who stand in one of the relations, and what they are shown.</summary>
/// <param name="Relations">Their relations to the thing.</param>
/// <param name="Fields">What they are shown; nothing else.</param>
public sealed record Audience(IReadOnlyCollection<Relation> Relations, IReadOnlyCollection<ShownField> Fields)
{
    /// <summary>Those to whom a file is open, by emergency access too.</summary>
    public static IReadOnlyCollection<Relation> OfTheFile { get; } =
        [Relation.Lead, Relation.Member, Relation.SupervisingProsecutor, Relation.UnitSupervisor, Relation.EmergencyAccess];

    /// <summary>The condition, in SQL, that the read <c>g</c> is made in one of the relations of <see cref="OfTheFile"/>.</summary>
    public static string IsOfTheFile { get; } = $"g.relation in ({Codes(OfTheFile)})";

    internal static string Codes(IEnumerable<Relation> relations) => string.Join(", ", relations.Select(relation => $"'{relation.Code()}'"));
}

/// <summary>
/// What of a thing each audience is shown, field by field: who is not listed sees nothing, and what is not listed is shown to nobody.
/// Pages, API and lists ask here, in SQL and in code.
/// </summary>
/// <typeparam name="TSeen">The form of the answer. What is not shown stands in it as null; an init-only member is left out.</typeparam>
public sealed class AllowList<TSeen>
{
    // Of a positional record: what its constructor takes stands in every answer.
    private static readonly HashSet<string> Always = new(
        typeof(TSeen).GetConstructors().MaxBy(one => one.GetParameters().Length)!.GetParameters().Select(one => Name(one.Name!)), StringComparer.Ordinal);

    private readonly string _state;
    private readonly IReadOnlyList<Audience> _audiences;

    /// <param name="state">The code of the document's state, as SQL on the document <c>d</c>.</param>
    /// <param name="audiences">Each relation stands in one of them at the most.</param>
    public AllowList(string state, params IReadOnlyList<Audience> audiences)
    {
        (_state, _audiences) = (state, audiences);
        Sql = $"case {string.Join(' ', audiences.Select(Case))} end";
    }

    /// <summary>The document <c>d</c> as the read <c>g</c> is shown it, in SQL; null for a relation that is not listed.</summary>
    public string Sql { get; }

    /// <summary>The names of all fields of the answer.</summary>
    public IReadOnlyList<string> Fields { get; } =
        [.. typeof(TSeen).GetProperties().Where(one => !one.IsDefined(typeof(JsonIgnoreAttribute))).Select(one => Name(one.Name))];

    /// <summary>The fields that somebody in the relation is shown in the state.</summary>
    public IReadOnlySet<string> ShownTo(Relation relation, string state) =>
        _audiences.Where(one => one.Relations.Contains(relation)).SelectMany(one => one.Fields)
            .Where(field => field.In?.Contains(state, StringComparer.Ordinal) ?? true).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>The condition, in SQL on the document <c>d</c>, that somebody in the relation is shown the field.</summary>
    public string Shows(Relation relation, string field) =>
        _audiences.Where(one => one.Relations.Contains(relation)).SelectMany(one => one.Fields)
            .SingleOrDefault(one => string.Equals(one.Name, field, StringComparison.Ordinal)) is { } shown ? Condition(shown) : "false";

    private static string Name(string member) => JsonNamingPolicy.CamelCase.ConvertName(member);

    private string Case(Audience audience)
    {
        var shown = audience.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        if (shown.Keys.FirstOrDefault(name => !Fields.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw new InvalidOperationException($"The answer {typeof(TSeen).Name} has no field '{unknown}'.");
        }

        var members = Fields.Where(name => Always.Contains(name) || shown.ContainsKey(name))
            .Select(name => $"'{name}', {(shown.TryGetValue(name, out var field) ? Value(field) : "null")}");
        return $"when g.relation in ({Audience.Codes(audience.Relations)}) then jsonb_build_object({string.Join(", ", members)})";
    }

    private string Value(ShownField field)
    {
        var value = field.Sql ?? $"d.data -> '{field.Name}'";
        return field.In is null ? value : $"case when {Condition(field)} then {value} end";
    }

    private string Condition(ShownField field) =>
        field.In is { } states ? $"({_state}) in ({string.Join(", ", states.Select(state => $"'{state}'"))})" : "true";
}
