using System.Text.Json;
using System.Text.RegularExpressions;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Vault;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>
/// What happened, in a sentence: the words under <c>event.KIND</c>, in which <c>{actor}</c> and <c>{subject}</c> are people,
/// <c>{thing}</c> is the number of what it was done to, <c>{field}</c> is a value of the event and <c>{field:list}</c> its label in a reference table;
/// <c>{field:file-name}</c> is the name of a file. What a value is, the words say: it is never guessed from how it looks.
/// </summary>
public static partial class EventSentence
{
    private const string FileNames = "file-name";

    /// <summary>A piece of the sentence; people's names stand out, numbers stay on one line.</summary>
    /// <param name="Text">The words.</param>
    /// <param name="IsName">Whether it is a person's name.</param>
    /// <param name="IsNumber">Whether it is a number that people know a thing by.</param>
    public sealed record Piece(string Text, bool IsName, bool IsNumber = false);

    /// <summary>The sentence, in pieces.</summary>
    public static IReadOnlyList<Piece> Of(string kind, string actor, string? subject, string? thing, JsonElement details)
    {
        var words = Texts.Find($"event.{kind}") ?? Texts.Get("event.other");
        var pieces = new List<Piece>();
        var end = 0;
        foreach (Match place in Placeholders().Matches(words))
        {
            pieces.Add(new Piece(words[end..place.Index], false));
            pieces.Add(Fill(place.Groups["name"].Value, place.Groups["list"].Value, actor, subject, thing, details));
            end = place.Index + place.Length;
        }

        pieces.Add(new Piece(words[end..], false));
        return [.. pieces.Where(piece => piece.Text.Length > 0)];
    }

    private static Piece Fill(string name, string list, string actor, string? subject, string? thing, JsonElement details) => name switch
    {
        "actor" => new Piece(actor, true),
        "subject" => new Piece(subject ?? "–", true),
        "thing" => new Piece(thing ?? "–", false, true),
        _ when details.ValueKind == JsonValueKind.Object && details.TryGetProperty(name, out var value) => new Piece(Value(value, list), false, name is "number"),
        _ => new Piece("", false),
    };

    private static string Value(JsonElement value, string list) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(one => Value(one, list))),
        JsonValueKind.String when list is FileNames => FileName.Harmless(value.GetString()!),
        JsonValueKind.String when list.Length > 0 => CodeLists.Label(list, value.GetString()),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    [GeneratedRegex(@"\{(?<name>[a-zA-Z]+)(:(?<list>[a-z-]+))?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholders();
}
