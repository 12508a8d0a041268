using System.Data.Common;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>A row of a list of requests.</summary>
/// <param name="Verb">The act that is due, and by the caller in the list of what waits for the caller.</param>
public sealed record RequestRow(
    Guid Id, string Number, string Direction, string State, string Country, string Authority, string Subject,
    string Urgency, Guid? Investigation, DateTimeOffset? ReceivedAt, DateTimeOffset? DueAt, DateTimeOffset? AnsweredAt, string? Verb)
{
    internal const string Columns =
        """
        d.id, d.data ->> 'number', d.data ->> 'direction', d.data ->> 'state', d.data #>> '{content,country}',
        d.data #>> '{content,authority}', d.data #>> '{content,subject}', d.data #>> '{content,urgency}',
        (d.data ->> 'investigation')::uuid, (d.data ->> 'receivedAt')::timestamptz, (d.data ->> 'dueAt')::timestamptz,
        (d.data ->> 'answeredAt')::timestamptz, d.data #>> '{awaits,verb}'
        """;

    internal static RequestRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
        reader.GetString(5), reader.GetString(6), reader.GetString(7),
        reader.IsDBNull(8) ? null : reader.GetGuid(8), Time(reader, 9), Time(reader, 10), Time(reader, 11),
        reader.IsDBNull(12) ? null : reader.GetString(12));

    private static DateTimeOffset? Time(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
