using System.Reflection;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>Which rows of a list came while it was open.</summary>
public sealed class NewRows<TRow>
{
    // The id where the rows have one: a row that changes stays the row it is.
    private static readonly PropertyInfo? Id = typeof(TRow).GetProperty("Id");

    private readonly HashSet<object> _known = [];
    private HashSet<object> _new = [];

    /// <summary>By what the row is known again.</summary>
    public object KeyOf(TRow row) => Id?.GetValue(row) ?? row!;

    /// <summary>The class of the row's element; null for one that was there.</summary>
    public string? MarkOf(TRow row) => _new.Contains(KeyOf(row)) ? NewRows.Class : null;

    /// <summary>The person asked for these: none is new.</summary>
    public void Begin(IEnumerable<TRow> rows)
    {
        _known.Clear();
        _new.Clear();
        _known.UnionWith(rows.Select(KeyOf));
    }

    /// <summary>These came by themselves; how many are new among them.</summary>
    public int Follow(IEnumerable<TRow> rows)
    {
        HashSet<object> came = [.. rows.Select(KeyOf).Where(key => !_known.Contains(key))];
        _known.UnionWith(came);
        _new = [.. _new.Union(came)];
        return came.Count;
    }
}

/// <summary>How new rows are marked: an edge, and a word for who does not see the edge's colour.</summary>
public static class NewRows
{
    /// <summary>The class of a new row.</summary>
    public const string Class = "cw-new";

    /// <summary>Gives the style sheet the word.</summary>
    public static string Style => $"--cw-new-word: '{Texts.Get("frame.live.mark")}'";
}
