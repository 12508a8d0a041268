using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>A body with one thing wrong.</summary>
/// <param name="What">What is wrong, for the failure's text.</param>
/// <param name="Json">The body as it is sent.</param>
/// <param name="Field">The member at fault, which the answer has to name; null where no one member is.</param>
public sealed partial record HostileBody(string What, string Json, string? Field)
{
    private const string Placeholder = "@placeholder@";

    /// <summary>Members that may be null or empty, and then are not at fault.</summary>
    private static readonly HashSet<string> Optional =
        ["reason", "source", "urgencyReason", "useRestrictions", "text", "ground", "restriction", "reference", "summary", "evidence", "documents", "away", "measures", "seal", "note",
         "sex", "born", "birthPlace", "restsOn", "part", "letter"];

    /// <summary>What is no time: without an offset, without a day, without an order of its parts, of no year that anything lies in, of no calendar.</summary>
    public static readonly string[] Times =
    [
        "2026-11-20T10:00:00", "2026-11-20T10:00", "2026-11-20", "10:00", "10:00+04:00", "03/04/2026", "20.11.2026", "20 Nov 2026 10:00 +04:00", "0026-11-20T10:00:00Z",
        "1026-11-20T10:00:00+04:00", "2926-11-20T10:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30T10:00:00Z", "2026-11-20T25:00:00Z", "2026-11-20T10:00:00+99:00",
        "2026-11-20T10:00:00 04:00", "2026-11-20 10:00:00Z", "20261120T100000Z", "2026-W47-5T10:00:00Z", "1763618400", "now", "",
    ];

    /// <summary>Texts, escaped, of which nobody sees anything, and which are not blanks alone.</summary>
    private static readonly string[] Invisible = [@"\u200B", @"\u00AD\u00AD", @" \u3164 ", @"\u2800", @"\uFEFF", @"\u115F\u200E", @"\u202E", @"\u0301", @"\uDB40\uDC41"];

    /// <summary>Names that commands have as commands, or that stored things have, and no body may set.</summary>
    private static readonly string[] NotYours =
        ["operation", "target", "scope", "seenVersion", "into", "uses", "people", "series", "rules", "id", "version", "lead", "events", "Title", "$type", "__proto__"];

    /// <summary>Every fault of every member of a sound body.</summary>
    /// <param name="sound">The body.</param>
    /// <param name="type">What the route reads it as: a member with a default may be missing, and one that may be null may be empty.</param>
    /// <param name="marker">Stands in every hostile text, so that it can be looked for where it must not be.</param>
    public static IEnumerable<HostileBody> Of(JsonObject sound, Type type, string marker)
    {
        foreach (var name in NotYours)
            yield return Changed(sound, $"a member named {name}", name, root => root[name] = marker);
        foreach (var path in PathsIn(sound, []))
        {
            foreach (var hostile in OfOne(sound, type, path, marker))
                yield return hostile;
        }

        var whole = sound.ToJsonString();
        yield return new("cut off", whole[..^1], null);
        yield return new("something behind it", whole + marker, null);
        yield return new("a list", $"[{whole}]", null);
        yield return new("a text", $"\"{marker}\"", null);
        yield return new("nothing but null", "null", null);
        yield return new("nothing", "", null);
        yield return new("no JSON", $"<a>{marker}</a>", null);
        yield return new("a comment", $"/* {marker} */ {whole}", null);
        yield return new("too deep", string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200), null);
    }

    private static IEnumerable<HostileBody> OfOne(JsonObject sound, Type type, object[] path, string marker)
    {
        var value = At(sound, path);
        var field = (string)path.Last(step => step is string);
        var where = string.Join('.', path);
        var (hasDefault, mayBeNull) = Member(type, path);
        var isOptional = Optional.Contains(field) || mayBeNull;
        if (path[^1] is string name)
        {
            if (!hasDefault)
                yield return Changed(sound, $"{where} is missing", field, root => ((JsonObject)At(root, path[..^1])!).Remove(name));
            if (!isOptional)
                yield return Raw("is null", "null");
            var twice = value?.ToJsonString() ?? "null";
            yield return Raw("stands twice", $"{twice},\"{name}\":{twice}");
        }
        else
        {
            yield return Raw("is null", "null");
        }

        switch (value)
        {
            case JsonObject:
                yield return Raw("is a list", "[]");
                yield return Raw("is a text", $"\"{marker}\"");
                yield return Changed(sound, $"{where} has a surplus member", "surplus", root => At(root, path)!["surplus"] = marker);
                break;
            case JsonArray:
                yield return Raw("is an object", "{}");
                yield return Raw("is a text", $"\"{marker}\"");
                yield return Raw("has far too many", "[" + string.Join(',', Enumerable.Repeat($"\"{marker}\"", 5000)) + "]");
                break;
            case JsonValue number when number.GetValueKind() == System.Text.Json.JsonValueKind.Number:
                foreach (var wrong in new[] { "\"1\"", "1.5", "1e400", "99999999999", "-1", "0", "true" })
                    yield return Raw($"is {wrong}", wrong);
                break;
            default:
                if (value is JsonValue text && text.TryGetValue<string>(out var written) && DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, out _))
                {
                    // Of what happened people know the day or the minute there: that is a time where such a one stands.
                    foreach (var time in AsReported().IsMatch(written) ? Times.Where(time => !AsReported().IsMatch(time)) : Times)
                        yield return Raw($"is {time}", $"\"{time}\"");
                }

                foreach (var invisible in Invisible)
                    yield return Raw($"shows nothing: {invisible}", $"\"{invisible}\"");
                yield return Raw("is a number", "17");
                yield return Raw("is an object", "{}");
                yield return Raw("holds NUL", $"\"{marker}\\u0000\"");
                yield return Raw("holds a bell", $"\"{marker}\\u0007\"");
                yield return Raw("holds half a character", $"\"{marker}\\ud800\"");
                yield return Raw("holds the other half", $"\"\\udc00{marker}\"");
                yield return Raw("is 100 KB long", $"\"{marker}{new string('x', 100_000)}\"");
                if (!isOptional)
                    yield return Raw("is blank", "\"  \"");
                break;
        }

        HostileBody Raw(string what, string json) => Changed(sound, $"{where} {what}", field, root => Put(root, path, Placeholder)) is var changed
            ? changed with { Json = changed.Json.Replace($"\"{Placeholder}\"", json, StringComparison.Ordinal) }
            : changed;
    }

    [GeneratedRegex(@"^\d{4}-\d\d(-\d\d(T\d\d:\d\d)?)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AsReported();

    /// <summary>Whether the member may be left out, and whether it may be null, as its record says.</summary>
    private static (bool HasDefault, bool MayBeNull) Member(Type type, object[] path)
    {
        var (hasDefault, mayBeNull) = (false, false);
        foreach (var step in path)
        {
            if (step is not string name)
            {
                (type, hasDefault, mayBeNull) = (type.GetElementType() ?? type.GetGenericArguments()[0], false, false);
                continue;
            }

            var parameter = type.GetConstructors().MaxBy(one => one.GetParameters().Length)!.GetParameters()
                .Single(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
            (hasDefault, mayBeNull) = (parameter.HasDefaultValue, new NullabilityInfoContext().Create(parameter).WriteState is NullabilityState.Nullable);
            type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        }

        return (hasDefault, mayBeNull);
    }

    private static HostileBody Changed(JsonObject sound, string what, string field, Action<JsonObject> change)
    {
        var root = (JsonObject)sound.DeepClone();
        change(root);
        return new HostileBody(what, root.ToJsonString(), field);
    }

    private static IEnumerable<object[]> PathsIn(JsonNode? node, object[] path)
    {
        IEnumerable<(object Step, JsonNode? Child)> children = node switch
        {
            JsonObject members => members.Select(member => ((object)member.Key, member.Value)),
            JsonArray items => items.Select((item, i) => ((object)i, item)),
            _ => [],
        };
        return children.SelectMany(child => PathsIn(child.Child, [.. path, child.Step]).Prepend([.. path, child.Step]));
    }

    private static JsonNode? At(JsonNode root, object[] path) =>
        path.Aggregate((JsonNode?)root, (node, step) => step is string name ? node![name] : node![(int)step]);

    private static void Put(JsonNode root, object[] path, string value)
    {
        var parent = At(root, path[..^1])!;
        if (path[^1] is string name)
            parent[name] = value;
        else
            parent[(int)path[^1]] = value;
    }
}
