using System.Globalization;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>A query parameter cannot be read. The caller gets it as a fault of the field; it is never ignored.</summary>
/// <param name="fault">The parameter of the address, and what is wrong with it.</param>
public sealed class UnreadableException(Fault fault) : Exception($"The parameter \"{fault.Field}\" cannot be read.")
{
    /// <summary>The parameter's type or form is at fault.</summary>
    public UnreadableException(string field) : this(new Fault(field, "bad-parameter"))
    {
    }

    /// <summary>The parameter of the address, and what is wrong with it.</summary>
    public Fault Fault { get; } = fault;
}

/// <summary>Reads the query parameters of a list; a missing or empty one is null.</summary>
public static class QueryParameters
{
    private const string CursorField = "cursor";

    /// <summary>A cursor that is the id of the row before.</summary>
    /// <exception cref="UnreadableException">It is none.</exception>
    public static Guid? Id(string? cursor) =>
        FirstPage.Row(cursor) is not { } row ? null
        : Guid.TryParseExact(row, "D", out var id) ? id : throw new UnreadableException(CursorField);

    /// <summary>The condition, in SQL, that the thing <c>s</c> lies behind the cursor, which is <c>@after</c>, in a form that an index takes.</summary>
    public static string BehindId(string? cursor, bool oldestFirst) =>
        string.IsNullOrEmpty(cursor) ? "true" : $"s.id {(oldestFirst ? '>' : '<')} @after";

    /// <summary>A cursor that is the number of the event before.</summary>
    /// <exception cref="UnreadableException">It is none.</exception>
    public static long? Sequence(string? cursor) =>
        FirstPage.Row(cursor) is not { } row ? null
        : long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new UnreadableException(CursorField);

    /// <summary>A cursor of two parts, of which the second is the id of the row before.</summary>
    /// <exception cref="UnreadableException">It is none.</exception>
    public static (string First, Guid Id)? Pair(string? cursor) =>
        FirstPage.Row(cursor) is not { } row ? null
        : row.LastIndexOf('~') is >= 0 and var middle && Guid.TryParseExact(row[(middle + 1)..], "D", out var id) ? (row[..middle], id)
        : throw new UnreadableException(CursorField);

    /// <summary>The time in such a cursor, UTC.</summary>
    /// <exception cref="UnreadableException">It is none.</exception>
    public static DateTime Time(string text) =>
        StatedTime.TryRead(text, out var time) ? time.UtcDateTime : throw new UnreadableException(CursorField);

    /// <summary>The code, where it is one: an unknown one would find nothing, which looks as if there were nothing.</summary>
    /// <param name="code">What the address says.</param>
    /// <param name="field">The parameter of the address.</param>
    /// <param name="known">The codes that there are.</param>
    /// <exception cref="UnreadableException">It is none of them.</exception>
    public static string? Code(string? code, string field, params IReadOnlyCollection<string> known) =>
        string.IsNullOrEmpty(code) ? null
        : known.Contains(code, StringComparer.Ordinal) ? code
        : throw new UnreadableException(new Fault(field, "unknown-code", Web.Texts.Get("unknown-code", string.Join(", ", known))));
}
