using System.Globalization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Journal.Pages;

/// <summary>What was searched for and narrowed by, in the reader's language.</summary>
internal static class AuditFilterWords
{
    /// <summary>Each field with its value; the value is empty where the field says it all.</summary>
    public static IEnumerable<(string Field, string Value)> Of(IReadOnlyDictionary<string, string> asked) =>
        asked.Select(one => (Texts.Find($"asked.{one.Key}") ?? one.Key, Value(one.Key, one.Value)));

    private static string Value(string field, string value) => field switch
    {
        "denied" or "to-review" => "",
        "act" => AccountActs.Words(value),
        "direction" => CodeLists.Label("request-direction", value),
        "processing" => CodeLists.Label("processing", value),
        "operation" => Texts.Find($"operation.{value}") ?? value,
        "kind" => Texts.Find($"event.{value}.kind") ?? value,
        AuditFilter.At or "from" or "to" when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var at) => LocalTime.Full(at),
        _ => value,
    };
}
