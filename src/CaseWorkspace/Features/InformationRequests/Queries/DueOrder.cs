using System.Globalization;
using CaseWorkspace.Platform.Pipeline;
using Npgsql;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>
/// Requests by their deadline, the nearest first; those for which no clock runs come last, oldest first. In SQL the deadline stands with
/// the thing (<c>case_scope.awaits_due</c>) and is <c>infinity</c> without one; the cursor is that of the row before, and its id.
/// </summary>
internal static class DueOrder
{
    /// <summary>Which rows lie behind the cursor, of the columns <c>due</c> and <c>id</c>.</summary>
    internal const string Behind = "(@due::timestamptz is null or (due, id) > (@due, @id))";

    /// <summary>The same of the thing <c>s</c>, in the form that an index takes.</summary>
    internal static string BehindOf(string? cursor) => string.IsNullOrEmpty(cursor) ? "true" : $"({ThingsInOrder.Due}, s.id) > (@due, @id)";

    private const string Never = "infinity";

    internal static void Bind(NpgsqlParameterCollection parameters, string? cursor)
    {
        var after = QueryParameters.Pair(cursor);
        parameters.AddNullable("due", after is not { } last ? (DateTime?)null
            : last.First is Never ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc) : QueryParameters.Time(last.First));
        parameters.AddWithValue("id", after?.Id ?? Guid.Empty);
    }

    /// <summary>Until when something has to be done; null once it is answered.</summary>
    internal static DateTimeOffset? Of(RequestRow row) => Awaits.DueOf(row.DueAt, row.AnsweredAt);

    internal static string Cursor(RequestRow row) =>
        $"{Of(row)?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? Never}~{row.Id}";
}
