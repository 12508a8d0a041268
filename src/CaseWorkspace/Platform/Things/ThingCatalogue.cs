using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Platform.Things;

/// <summary>The descriptors of all features, put together at the start: pages and lists ask here what a thing is, and name no kind.</summary>
public sealed class ThingCatalogue
{
    private readonly FrozenDictionary<string, ThingDescriptor> _things;
    private readonly FrozenDictionary<string, StateTones> _states;
    private readonly FrozenDictionary<string, ShownEvent> _events;
    private readonly FrozenSet<Type> _keyedByThemselves;
    private readonly Regex _numbers;

    /// <param name="things">The descriptors; two of one kind, one table or one event stop the start.</param>
    public ThingCatalogue(IEnumerable<ThingDescriptor> things)
    {
        All = [.. things];
        _things = Unique(All, one => one.Kind, "kind of thing");
        _states = Unique(All.SelectMany(one => one.States), one => one.List, "table of states");
        _events = Unique(Events, one => one.Event, "event");
        _keyedByThemselves = All.Select(one => one.KeyedByItself).OfType<Type>().SelectMany(TakenUp).Where(one => !one.IsAssignableTo(typeof(IOutlivesErasure))).ToFrozenSet();
        if (All.FirstOrDefault(one => !IsCode(one.Kind)) is { } wrong)
        {
            throw new InvalidOperationException($"The kind of thing '{wrong.Kind}' is no code: small letters and hyphens, as the check of workspace.case_scope wants it.");
        }

        var numbers = string.Join('|', All.Select(one => one.Number).OfType<string>());
        _numbers = new Regex($@"(?<number>\b(?:{(numbers.Length == 0 ? "(?!)" : numbers)})\b)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>All of them, in the order of the features.</summary>
    public IReadOnlyList<ThingDescriptor> All { get; }

    /// <summary>What the histories of files show of all events.</summary>
    public IEnumerable<ShownEvent> Events => All.SelectMany(one => one.Events);

    /// <summary>What a thing of any kind is called beside its number, as SQL on its row <c>s</c>: see <see cref="ThingDescriptor.Called"/>.</summary>
    public string Called => $"case s.kind {string.Concat(All.Where(one => one.Called is not null).Select(one => $"when '{one.Kind}' then ({one.Called}) "))}end";

    /// <summary>
    /// The condition, in SQL, that a thing is shown to somebody by the relation. Of what is a secret by itself (<see cref="ThingDescriptor.IsSecret"/>) emergency
    /// access tells nothing, also once it lies open.
    /// </summary>
    /// <param name="relation">The relation, in SQL.</param>
    /// <param name="kind">The thing's kind, in SQL.</param>
    public string ShownBy(string relation, string kind = "s.kind") =>
        $"({relation} <> {Audience.Codes([Relation.EmergencyAccess])} or {kind} <> all(array[{string.Join(", ", All.Where(one => one.IsSecret).Select(one => $"'{one.Kind}'"))}]::text[]))";

    /// <summary>Whether texts of the event stand under the key of its own stream, and not under that of a file: see <see cref="ThingDescriptor.KeyedByItself"/>, <see cref="IOutlivesErasure"/>.</summary>
    public bool IsKeyedByItself(Type happened) => _keyedByThemselves.Contains(happened);

    /// <summary>Under which key the texts of an event stand: its stream's own, or that of the file in which it lies.</summary>
    /// <param name="happened">The event's type.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="file">The file; null: it lies in none.</param>
    public Guid KeyOf(Type happened, Guid stream, Guid? file) => IsKeyedByItself(happened) ? stream : file ?? stream;

    /// <summary>The descriptor of the kind; null for one that no feature hands over.</summary>
    public ThingDescriptor? Find(string kind) => _things.GetValueOrDefault(kind);

    /// <summary>Whether a thing that a command names is such a one; not one that is not there.</summary>
    /// <param name="scope">The thing.</param>
    /// <param name="such">What its descriptor says.</param>
    public bool Is(CaseScope? scope, Func<ThingDescriptor, bool> such) => scope is not null && Find(scope.Kind) is { } thing && such(thing);

    /// <summary>How a state shows; quiet where no feature says.</summary>
    /// <param name="list">The reference table.</param>
    /// <param name="code">The state's code.</param>
    public Tone ToneOf(string list, string code) => _states.GetValueOrDefault(list)?.Of(code) ?? Tone.Quiet;

    /// <summary>What a thing of the kind is called; a dash where there is none.</summary>
    public string LabelOf(string? kind) => kind is null ? "–" : Find(kind)?.Label ?? kind;

    /// <summary>What somebody wrote with the event; null when nothing is shown of it.</summary>
    /// <param name="kind">The event's stable name.</param>
    /// <param name="details">What the reader is shown of it.</param>
    public string? QuotedOf(string kind, JsonElement details) =>
        _events.GetValueOrDefault(kind)?.Quoted is { } path && Inside(details, path.Split('.')) is { ValueKind: JsonValueKind.String } value
            && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>A sentence in pieces, in their order, numbers of things apart; joined they are what it was.</summary>
    public IEnumerable<(string Piece, bool IsNumber)> Pieces(string words) =>
        _numbers.Split(words).Select((piece, place) => (piece, place % 2 == 1)).Where(one => one.piece.Length > 0);

    private static JsonElement? Inside(JsonElement details, IEnumerable<string> path)
    {
        var at = details;
        foreach (var member in path)
        {
            if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(member, out at))
            {
                return null;
            }
        }

        return at;
    }

    /// <summary>The events of which an aggregate is made.</summary>
    private static IEnumerable<Type> TakenUp(Type aggregate) =>
        aggregate.GetMethods().Where(method => method.Name is "Apply" or "Create").Select(method => method.GetParameters()[0].ParameterType)
            .Select(type => type.IsGenericType ? type.GetGenericArguments()[0] : type);

    private static bool IsCode(string kind) => kind.Length > 0 && char.IsAsciiLetterLower(kind[0]) && kind.All(one => char.IsAsciiLetterLower(one) || one is '-');

    private static FrozenDictionary<string, T> Unique<T>(IEnumerable<T> all, Func<T, string> key, string what) =>
        all.GroupBy(key, StringComparer.Ordinal).ToFrozenDictionary(
            group => group.Key,
            group => group.Count() == 1 ? group.First() : throw new InvalidOperationException($"Two descriptors hand over the {what} '{group.Key}'."),
            StringComparer.Ordinal);
}
