using System.Globalization;
using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// Things by their deadline, the nearest first; those for which no clock runs come last, oldest first. In SQL the deadline stands with
/// the thing (<c>case_scope.awaits_due</c>) and is <c>infinity</c> without one; the cursor is that of the row before, and its id.
/// </summary>
public static class DueOrder
{
    /// <summary>Which rows lie behind the cursor, of the columns <c>due</c> and <c>id</c>.</summary>
    public const string Behind = "(@due::timestamptz is null or (due, id) > (@due, @id))";

    private const string Never = "infinity";

    /// <summary>The same of the thing <c>s</c>, in the form that an index takes.</summary>
    public static string BehindOf(string? cursor) => string.IsNullOrEmpty(cursor) ? "true" : $"({ThingsInOrder.Due}, s.id) > (@due, @id)";

    /// <summary>Sets the parameters of the two.</summary>
    public static void Bind(NpgsqlParameterCollection parameters, string? cursor)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var after = QueryParameters.Pair(cursor);
        parameters.AddNullable("due", after is not { } last ? (DateTime?)null
            : last.First is Never ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc) : QueryParameters.Time(last.First));
        parameters.AddWithValue("id", after?.Id ?? Guid.Empty);
    }

    /// <summary>The cursor behind a row.</summary>
    /// <param name="due">Until when something has to be done; null: no clock runs.</param>
    /// <param name="id">The row's id.</param>
    public static string Cursor(DateTimeOffset? due, Guid id) => $"{due?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? Never}~{id}";
}
