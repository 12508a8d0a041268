using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// The scripts of deploy/postgresql that make the schemas workspace and journal, as they were when this program was built (docs/adr/0042).
/// They are named by their path in that folder. Compiled into the AppHost as well, which makes new databases.
/// </summary>
internal static partial class SchemaScripts
{
    /// <summary>The folder of the numbered ones: each runs once in a database, in the order of the numbers.</summary>
    public const string Migrations = "migrations/";

    /// <summary>The folder of functions, one in a file: each runs again when its text changed.</summary>
    public const string Functions = "functions/";

    /// <summary>Makes the table in which stands what a database had.</summary>
    public const string Record = Migrations + "0000-schema-migration.sql";

    /// <summary>In a database from before numbered migrations, in place of those up to <see cref="LastCarriedOver"/>.</summary>
    public const string CarryOver = "carry-over.sql";

    public const string LastCarriedOver = Migrations + "0007-journal.sql";

    /// <summary>Runs again when anything changed: what a new table or function is open to stands there alone.</summary>
    public const string Grants = "workspace-grants.sql";

    private const string Prefix = "schema/";

    private static readonly Dictionary<string, string> Texts = typeof(SchemaScripts).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(name => name[Prefix.Length..], Embedded, StringComparer.Ordinal);

    /// <summary>All that run in a new database, in that order; a function comes after those that it calls.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. In(Migrations), .. InOrderOfCalls(In(Functions)), Grants];

    /// <summary>Of all texts, in hex: tells two builds of one version apart.</summary>
    public static string Sha256 { get; } = Hash(string.Concat(Names.Select(name => $"{name}\0{Text(name)}\0")));

    /// <summary>The script's text.</summary>
    public static string Text(string name) => Texts[name];

    /// <summary>By which a database tells whether it had the script as it is now.</summary>
    public static string Sha256Of(string name) => string.Equals(name, Grants, StringComparison.Ordinal) ? Sha256 : Hash(Text(name));

    /// <summary>Whether this program has the script.</summary>
    public static bool Has(string name) => Names.Contains(name, StringComparer.Ordinal);

    private static IEnumerable<string> In(string folder) =>
        Texts.Keys.Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static List<string> InOrderOfCalls(IEnumerable<string> functions)
    {
        var (ordered, seen) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var name in functions)
        {
            Add(name);
        }

        return ordered;

        void Add(string name)
        {
            if (!Texts.TryGetValue(name, out var text) || !seen.Add(name))
            {
                return;
            }

            foreach (Match call in Call().Matches(text))
            {
                Add($"{Functions}{call.Groups["name"].Value}.sql");
            }

            ordered.Add(name);
        }
    }

    private static string Embedded(string resource)
    {
        using var reader = new StreamReader(typeof(SchemaScripts).Assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        // A clone on another system may end its lines otherwise.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex(@"\bworkspace\.(?<name>\w+)\s*\(", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Call();
}
