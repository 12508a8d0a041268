namespace CaseWorkspace.Platform.Hosting;

/// <summary>One raise of the schema's number.</summary>
/// <param name="Number">The number from then on.</param>
/// <param name="IsExpanding">
/// Whether programs of the number before go on, with each other and with programs of this number: nothing that they read, write or
/// call went away or means something else, and what they leave out when they write has a default that is right.
/// </param>
public sealed record SchemaStep(int Number, bool IsExpanding);

/// <summary>
/// Which schema this program works with. <c>migrate</c> records it in <c>workspace.schema_version</c> as its last act, in one row:
/// the number, which is raised with each release that changes the schema; the number of the oldest programs that it still serves; and
/// the SHA-256 of the scripts (<see cref="SchemaScripts"/>), which tells apart what lies between two releases. A host compares them (docs/adr/0033). Compiled into
/// the AppHost as well, which makes new databases.
/// </summary>
public static class SchemaVersion
{
    /// <summary>Every raise, in order; a release whose schema differs from the one before adds one and says whether it is expanding.</summary>
    public static IReadOnlyList<SchemaStep> Steps { get; } =
    [
        new(2, IsExpanding: false),
        // Programs of version 2 accept no other number.
        new(3, IsExpanding: false),
        // What serves once lies in a table of its own; a trigger counts what programs of version 3 spend (docs/adr/0038).
        new(4, IsExpanding: true),
        // The record of numbered migrations, which hosts neither read nor write (docs/adr/0042), and events of colleagues' places, which hosts
        // of version 4 do not ask for and do not append: newer ones append what is missing at the next sign-in (docs/adr/0045).
        // Kinds of thing are checked by their form (docs/adr/0036): what hosts of version 4 write is refused no more than before.
        new(5, IsExpanding: true),
        // Texts in events are sealed (docs/adr/0048): programs of version 5 cannot read what newer ones write, and would write it in the clear.
        new(6, IsExpanding: false),
    ];

    /// <summary>The number of this program's schema.</summary>
    public static int Number => Steps[^1].Number;

    /// <summary>The number of the oldest programs that go on with this schema.</summary>
    public static int ServesFrom => Oldest(Steps);

    /// <summary>Writes the row, where it says something else; takes <c>@number</c>, <c>@serves_from</c> and <c>@sha256</c>. Programs that were shut out stay so.</summary>
    public const string Record =
        """
        insert into workspace.schema_version as recorded (number, serves_from, scripts_sha256) values (@number, @serves_from, @sha256)
        on conflict (only_row) do update set number = excluded.number, scripts_sha256 = excluded.scripts_sha256, applied_at = now(),
            serves_from = greatest(recorded.serves_from, excluded.serves_from)
        where (recorded.number, recorded.scripts_sha256) is distinct from (excluded.number, excluded.scripts_sha256)
            or recorded.serves_from < excluded.serves_from
        """;

    /// <summary>The number of the last step that is not expanding: programs before it are not served.</summary>
    /// <param name="steps">All steps, in order.</param>
    public static int Oldest(IReadOnlyList<SchemaStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        return (steps.LastOrDefault(step => !step.IsExpanding) ?? steps[0]).Number;
    }
}
