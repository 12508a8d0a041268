using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Npgsql;

namespace CaseWorkspace.Platform.Storage;

/// <summary>
/// A statement whose parameters stand in it by name, as PostgreSQL takes it: by position. The driver would look for the names in the
/// whole text, thousands of letters, at every use; here that is done once for each text.
/// </summary>
internal sealed partial class PositionalStatement
{
    // There are as many texts as queries, times the few forms of each.
    private const int Remembered = 1000;

    private static readonly ConcurrentDictionary<string, PositionalStatement> Known = new(StringComparer.Ordinal);

    private readonly string _text;
    private readonly string[] _names;

    private PositionalStatement(string named)
    {
        var names = new List<string>();
        _text = Name().Replace(named, found =>
        {
            var name = found.Groups["name"].Value;
            var place = names.IndexOf(name);
            if (place < 0)
            {
                place = names.Count;
                names.Add(name);
            }

            return FormattableString.Invariant($"${place + 1}");
        });
        _names = [.. names];
    }

    /// <summary>Sets the command's text and puts its parameters, bound by name, in the places where the text has them.</summary>
    /// <param name="command">With every parameter that the text names; what the text does not name is left out.</param>
    /// <param name="named">The statement, with parameters such as <c>@thing</c>.</param>
    public static void Place(NpgsqlBatchCommand command, string named)
    {
        if (!Known.TryGetValue(named, out var statement))
        {
            statement = new PositionalStatement(named);
            if (Known.Count < Remembered)
            {
                Known.TryAdd(named, statement);
            }
        }

        NpgsqlParameter[] bound = [.. command.Parameters.Cast<NpgsqlParameter>()];
        command.Parameters.Clear();
        foreach (var name in statement._names)
        {
            var parameter = Array.Find(bound, one => string.Equals(one.ParameterName, name, StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"The statement names @{name}, which is not bound.");
            parameter.ParameterName = "";
            command.Parameters.Add(parameter);
        }

        command.CommandText = statement._text;
    }

    // Not the second half of the operator @@, nor the operator @>.
    [GeneratedRegex(@"(?<![@\w])@(?<name>\w+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Name();
}
