using System.Globalization;
using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// What the pages of one pass through a list have in common: the PostgreSQL snapshot that was taken when the first page was asked for
/// (docs/adr/0022). Ids, times and sequences are drawn before the commit, so a row may appear behind a cursor that has passed it. Every
/// page after the first shows what that snapshot saw, no less and no more; what was committed later is in the next pass.
/// </summary>
public static class FirstPage
{
    /// <summary>Stands between the row and the snapshot in a cursor.</summary>
    private const char Mark = '@';

    // As many transactions as can run at once, and more.
    private const int MostTransactions = 10_000;

    /// <summary>How long after its id was drawn a thing may be committed; older ones need not be looked up.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromDays(1);

    /// <summary>The part of a cursor that says after which row the page begins; null on the first page.</summary>
    internal static string? Row(string? cursor) =>
        string.IsNullOrEmpty(cursor) ? null : cursor.LastIndexOf(Mark) is >= 0 and var mark ? cursor[..mark] : cursor;

    /// <summary>The snapshot in a cursor; null where there is none.</summary>
    /// <exception cref="UnreadableException">It is no snapshot.</exception>
    internal static string? Snapshot(string? cursor) =>
        string.IsNullOrEmpty(cursor) || cursor.LastIndexOf(Mark) is not (>= 0 and var mark) ? null
        : IsSnapshot(cursor[(mark + 1)..]) ? cursor[(mark + 1)..] : throw new UnreadableException("cursor");

    /// <summary>The cursor of the row, with the snapshot of the pass.</summary>
    internal static string? Cursor(string? row, string? snapshot) => row is null || snapshot is null ? row : row + Mark + snapshot;

    /// <summary>The condition, in SQL, that the thing's first event was committed when the first page was asked for.</summary>
    /// <param name="cursor">The cursor of the page; on the first one nothing is to be asked.</param>
    /// <param name="id">The column of the thing's id.</param>
    public static string Began(string? cursor, string id) =>
        string.IsNullOrEmpty(cursor) ? "true"
        : $"(@_snapshot::pg_snapshot is null or {id} < @_settled or workspace.began_within({id}, @_snapshot::pg_snapshot))";

    /// <summary>The condition, in SQL, that an event or an entry of the journal was committed when the first page was asked for.</summary>
    /// <param name="cursor">The cursor of the page.</param>
    /// <param name="row">The name of the table in the statement.</param>
    /// <param name="at">The column of the time at which it was written.</param>
    public static string Written(string? cursor, string row, string at) =>
        string.IsNullOrEmpty(cursor) ? "true"
        : $"(@_snapshot::pg_snapshot is null or workspace.written_within({row}.xmin, {row}.{at}, @_snapshot::pg_snapshot))";

    /// <summary>Sets the parameters of <see cref="Began"/> and <see cref="Written"/>.</summary>
    internal static void Bind(NpgsqlParameterCollection parameters, string? cursor, DateTimeOffset now)
    {
        parameters.AddNullable("_snapshot", Snapshot(cursor));
        parameters.AddWithValue("_settled", TimedIds.NotBefore(now - Settled));
    }

    /// <summary>The form <c>xmin:xmax:running,…</c>, as PostgreSQL takes it.</summary>
    private static bool IsSnapshot(string text)
    {
        if (text.Split(':') is not [var first, var next, var running] || Number(first) is not { } xmin || Number(next) is not { } xmax || xmin > xmax)
        {
            return false;
        }

        var before = 0L;
        string[] numbers = running.Length == 0 ? [] : running.Split(',');
        foreach (var one in numbers)
        {
            if (Number(one) is not { } number || number < before || number < xmin || number >= xmax)
            {
                return false;
            }

            before = number;
        }

        return numbers.Length <= MostTransactions;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}

/// <summary>An answer that is one page of several.</summary>
internal interface IPage
{
    /// <summary>The same, with a cursor that belongs to the pass of the snapshot.</summary>
    IPage Within(string? snapshot);

    /// <summary>The same, with a cursor that belongs to no pass: for telling whether two passes show the same.</summary>
    IPage OfNoPass();
}
