namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// What a migration means for the hosts that run: whether those of the version before go on with the schema that it leaves. Stated by
/// the steps (<see cref="SchemaVersion.Steps"/>) and held against the catalogue: programs of an earlier
/// version are refused after every migration that takes something away; what its step says counts for nothing.
/// </summary>
/// <param name="From">The version that the schema had; null: none, so that nothing runs on it.</param>
/// <param name="To">The version that it gets.</param>
/// <param name="ServesFrom">The oldest programs that go on with it.</param>
/// <param name="TakenAway">What programs of before would miss.</param>
public sealed record SchemaUpgrade(int? From, int To, int ServesFrom, IReadOnlyList<string> TakenAway)
{
    private const string NewlyWanted = "not null";

    /// <summary>Whether hosts of the version before go on.</summary>
    public bool IsRolling => From >= ServesFrom;

    /// <summary>For the operator; null where there are no hosts of a version before.</summary>
    public string? Sentence =>
        From is not { } from || from == To ? null
        : IsRolling ? $"Hosts of version {from} go on with this schema: a rolling upgrade is possible."
        : $"Hosts of version {from} do not go on with this schema: stop them before, start those of version {To} after.{Reason}";

    private string Reason => TakenAway.Count == 0 ? "" : $" They would miss: {string.Join("; ", TakenAway.Take(5))}.";

    /// <summary>Judges a migration.</summary>
    /// <param name="from">The version recorded before; null: none.</param>
    /// <param name="steps">All steps up to this program's.</param>
    /// <param name="before">The catalogue before (<see cref="SchemaCatalogue"/>).</param>
    /// <param name="after">The catalogue after.</param>
    public static SchemaUpgrade Of(int? from, IReadOnlyList<SchemaStep> steps, SortedSet<string> before, SortedSet<string> after)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var to = steps[^1].Number;
        HashSet<string> left = [.. after.Select(Used).OfType<string>()];
        HashSet<string> tables = [.. before.Where(line => line.StartsWith("table ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1])];
        string[] taken =
        [
            .. before.Select(Used).OfType<string>().Distinct(StringComparer.Ordinal).Where(line => !left.Contains(line)),
            .. after.Except(before, StringComparer.Ordinal).Where(line => IsNewlyWanted(line, tables)).Select(line => line.TrimEnd()),
        ];
        return new SchemaUpgrade(from, to, taken.Length > 0 ? to : SchemaVersion.Oldest(steps), taken);
    }

    /// <summary>What a program uses by name. How fast an index or how strict a constraint makes it is for the step to say.</summary>
    private static string? Used(string line) => line.Split(' ')[0] switch
    {
        "table" or "column" or "sequence" or "grant" => line.TrimEnd(),
        "function" => line.Split('\n')[0].TrimEnd(),
        _ => null,
    };

    /// <summary>A column that has to be given, of a table that programs of before write without it.</summary>
    private static bool IsNewlyWanted(string line, HashSet<string> tables) =>
        line.StartsWith("column ", StringComparison.Ordinal) && line.TrimEnd().EndsWith(NewlyWanted, StringComparison.Ordinal)
        && line.Split(' ')[1] is var column && tables.Contains(column[..column.LastIndexOf('.')]);
}
