using System.Data.Common;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>A row of a list of requests.</summary>
/// <param name="Verb">The act that is due, and by the caller in the list of what waits for the caller.</param>
/// <param name="Why">
/// In the list of what waits for the caller: why it does, though somebody else has it. A code of the list <c>request-left</c>.
/// </param>
public sealed record RequestRow(
    Guid Id, string Number, string Direction, string State, string Country, string Authority, string Subject,
    string Urgency, Guid? Investigation, DateTimeOffset? ReceivedAt, DateTimeOffset? DueAt, DateTimeOffset? AnsweredAt, string? Verb,
    string? Why = null)
{
    internal const string Columns = Content + ", d.data #>> '{awaits,verb}', null::text";

    /// <summary>With <c>left_behind (why)</c>: what is to be done then is to give it to somebody else.</summary>
    internal const string ColumnsOnDesk =
        Content + ", case when left_behind.why is null then d.data #>> '{awaits,verb}' else 'assign' end, left_behind.why";

    private const string Content =
        """
        d.id, d.data ->> 'number', d.data ->> 'direction', d.data ->> 'state', d.data #>> '{content,country}',
        d.data #>> '{content,authority}', d.data #>> '{content,subject}', d.data #>> '{content,urgency}',
        (d.data ->> 'investigation')::uuid, (d.data ->> 'receivedAt')::timestamptz, (d.data ->> 'dueAt')::timestamptz,
        (d.data ->> 'answeredAt')::timestamptz
        """;

    internal static RequestRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
        reader.GetString(5), reader.GetString(6), reader.GetString(7),
        reader.IsDBNull(8) ? null : reader.GetGuid(8), Time(reader, 9), Time(reader, 10), Time(reader, 11),
        reader.IsDBNull(12) ? null : reader.GetString(12), reader.IsDBNull(13) ? null : reader.GetString(13));

    private static DateTimeOffset? Time(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
