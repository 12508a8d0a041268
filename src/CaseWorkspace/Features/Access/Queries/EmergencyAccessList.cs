using System.Data.Common;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>A row of a list of urgent entries.</summary>
/// <param name="Reason">Null where the reader has not said yet why they look at the file.</param>
/// <param name="State">A code of the list <c>break-glass-state</c>.</param>
/// <param name="ClosesTheWay">Whether it stands against a further entry of the person: not reviewed, or not justified.</param>
/// <param name="Seen">How many looks were taken under it.</param>
public sealed record EmergencyAccessRow(
    Guid Id, Guid File, string Number, Guid By, string ByName, string Role, string? Reason, DateTimeOffset OpenedAt, DateTimeOffset Until,
    string State, string? Verdict, long Seen, bool ClosesTheWay) : IShowsActs
{
    /// <summary>What the reader can do with it, by verb, where one entry is looked at.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Allowed { get; private init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public AskedActs? Asked { get; init; }

    IShowsActs IShowsActs.Allowing(IReadOnlyList<string> verbs) => this with { Allowed = verbs, Asked = null };

    /// <param name="told">Says in SQL that the reader is shown the reason.</param>
    /// <param name="more">Another column, as SQL.</param>
    internal static string Select(string told = "true", string more = "null") =>
        $"""
        select d.id, (d.data ->> 'file')::uuid, d.data ->> 'number', (d.data ->> 'by')::uuid, coalesce(p.name, ''), d.data ->> 'role',
               case when {told} then d.data ->> 'reason' end, (d.data ->> 'openedAt')::timestamptz, (d.data ->> 'until')::timestamptz, d.data ->> 'state',
               d.data ->> 'verdict',
               (select count(*) from journal.entry e
                where e.file = (d.data ->> 'file')::uuid and e.actor = (d.data ->> 'by')::uuid and e.relation = 'break-glass' and e.granted
                  and e.at >= (d.data ->> 'openedAt')::timestamptz and e.at <= (d.data ->> 'until')::timestamptz),
               (d.data ->> 'closesTheWay')::boolean, {more}
        from workspace.mt_doc_breakglass d left join workspace.person p on p.id = (d.data ->> 'by')::uuid
        """;

    internal static EmergencyAccessRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), reader.GetString(4), reader.GetString(5),
        reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetFieldValue<DateTimeOffset>(7), reader.GetFieldValue<DateTimeOffset>(8), reader.GetString(9),
        reader.IsDBNull(10) ? null : reader.GetString(10), reader.GetInt64(11), reader.GetBoolean(12));
}

/// <summary>Urgent entries, for the auditor: those whose review is owed first come first; then all, newest first.</summary>
/// <param name="ToReview">Only those whose review is owed, oldest first.</param>
public sealed record EmergencyAccessList(bool ToReview, string? After, int Size) : IListing<EmergencyAccessRow>
{
    public Operation Operation => AccessOperations.ListEmergencyAccess;

    public string? AskedFor => AuditFilter.Of(("to-review", ToReview));

    public string Sql => ToReview
        ? $"""
          {EmergencyAccessRow.Select()}
          where d.data ->> 'state' = 'to-review' and (@after::uuid is null or d.id > @after) and {FirstPage.Began(After, "d.id")} order by d.id limit @_limit
          """
        : $"""
          {EmergencyAccessRow.Select()}
          where (@after::uuid is null or d.id < @after) and {FirstPage.Began(After, "d.id")} order by d.id desc limit @_limit
          """;

    public void Bind(NpgsqlParameterCollection parameters) =>
        parameters.AddNullable("after", QueryParameters.Id(After));

    public EmergencyAccessRow Read(DbDataReader reader) => EmergencyAccessRow.Read(reader);

    public string Cursor(EmergencyAccessRow row) => row.Id.ToString();
}
