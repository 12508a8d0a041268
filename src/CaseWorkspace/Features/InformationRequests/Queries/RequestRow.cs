using System.Data.Common;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>A row of a list of requests.</summary>
/// <param name="State">Where it stands; to a liaison officer as it is told abroad.</param>
/// <param name="Investigation">Its file; null outside one, and for whom that is not open.</param>
/// <param name="Subject">Null where the reader has not said yet why they look at its file.</param>
/// <param name="Verb">The act that is due, and by the caller in the list of what waits for the caller.</param>
/// <param name="Why">
/// In the list of what waits for the caller: why it does, though somebody else has it. A code of the list <c>request-left</c>.
/// </param>
/// <param name="Level">That of its file or its sealed sub-file; null outside one, and for whom that is not open.</param>
/// <param name="Handling">The handling code of the answer; null without one, and where the caller is not shown the answer.</param>
public sealed record RequestRow(
    Guid Id, string Number, string Direction, string State, string Country, string Authority, string? Subject,
    string Urgency, Guid? Investigation, DateTimeOffset? ReceivedAt, DateTimeOffset? DueAt, DateTimeOffset? AnsweredAt, string? Verb,
    string? Why = null, string? Level = null, string? Handling = null) : IShowsActs
{
    /// <inheritdoc/>
    [JsonIgnore]
    public AskedActs? Asked { get; init; }

    /// <summary>Until when something has to be done; null once it is answered.</summary>
    [JsonIgnore]
    public DateTimeOffset? WaitsUntil => Awaits.DueOf(DueAt, AnsweredAt);

    IShowsActs IShowsActs.Allowing(IReadOnlyList<string> verbs) =>
        this with { Asked = null, Verb = Verb is null || verbs.Contains(Verb, StringComparer.Ordinal) ? Verb : ToRead };

    /// <summary>
    /// The verb of an answer from abroad that the caller has not opened yet: it is read before the request is closed. And of what waits for
    /// people in the caller's place, and is not for the caller: a duty on the file stands against it.
    /// </summary>
    internal const string ToRead = "read";

    /// <summary>In which of its texts the words stand that were searched for: see <see cref="FoundText.Field"/>.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    /// <param name="whole">Says in SQL that what the request lies in, too, is open to the reader.</param>
    /// <param name="home">Says in SQL that the reader is one of the service's, see <see cref="Audience.OfTheFile"/>.</param>
    /// <param name="told">Says in SQL that the reader is shown the subject.</param>
    internal static string Columns(string whole, string home, string told) =>
        Content(whole, home, told) + $", case when {home} then d.data #>> '{{awaits,verb}}' else {RequestAudiences.VerbAbroad} end, null::text" + Marks(whole, home);

    /// <summary>With <c>left_behind (why)</c>: what is to be done then is to give it to somebody else.</summary>
    internal static string ColumnsOnDesk(string whole, string home, string told) =>
        Content(whole, home, told) + $", case when left_behind.why is not null then 'assign' when {Unread} then '{ToRead}' when {home} then d.data #>> '{{awaits,verb}}' else {RequestAudiences.VerbAbroad} end, left_behind.why"
        + Marks(whole, home);

    // The journal knows who has opened the request since; those entries alone stand in entry_request_viewed. What came onto a page that stood
    // open has not been read by that: nobody may have sat before it.
    private const string Unread =
        """
        d.data #>> '{awaits,verb}' = 'close' and d.data ->> 'direction' = 'outgoing' and not exists (
            select from journal.entry e
            where e.thing = d.id and e.actor = @_actor and e.at > (d.data ->> 'answeredAt')::timestamptz and e.granted and e.operation = 'request.view'
                and not e.followed)
        """;

    // The file is named to those alone to whom it is open.
    private static string Content(string whole, string home, string told) =>
        $$"""
        d.id, d.data ->> 'number', d.data ->> 'direction', case when {{home}} then d.data ->> 'state' else {{RequestAudiences.StateAbroad}} end, d.data #>> '{content,country}',
        d.data #>> '{content,authority}', case when {{told}} then d.data #>> '{content,subject}' end, d.data #>> '{content,urgency}',
        case when {{whole}} then (d.data ->> 'investigation')::uuid end, (d.data ->> 'receivedAt')::timestamptz, (d.data ->> 'dueAt')::timestamptz,
        (d.data ->> 'answeredAt')::timestamptz
        """;

    // Read for the rows that are shown alone. That a sealed sub-file is there is nothing for those outside it.
    private static string Marks(string whole, string home) =>
        $$"""
        , (select h.level from workspace.case_scope s join workspace.case_scope h on h.id = s.holder where s.id = d.id and {{whole}}),
          case when {{home}} or {{RequestAudiences.Requests.Shows(Relation.AddressedLiaisonOfficer, "answer")}} then d.data #>> '{answer,handlingCode}' end
        """;

    internal static RequestRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
        reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetString(7),
        reader.IsDBNull(8) ? null : reader.GetGuid(8), Time(reader, 9), Time(reader, 10), Time(reader, 11),
        reader.IsDBNull(12) ? null : reader.GetString(12), reader.IsDBNull(13) ? null : reader.GetString(13),
        reader.IsDBNull(14) ? null : reader.GetString(14), reader.IsDBNull(15) ? null : reader.GetString(15));

    private static DateTimeOffset? Time(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
