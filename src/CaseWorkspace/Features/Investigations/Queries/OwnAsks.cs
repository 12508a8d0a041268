using System.Data.Common;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>A row of a list of questions for access.</summary>
/// <param name="Reason">Null where the reader has not said yet why they look at the file.</param>
/// <param name="File">The file; null to the person who asked, who does not see it.</param>
/// <param name="State">A code of the list <c>access-ask-state</c>.</param>
/// <param name="Version">Sent along with the answer.</param>
public sealed record AccessAskRow(
    Guid Id, string Number, Guid? File, Guid By, string ByName, string ByUnit, string? Reason, DateTimeOffset AskedAt, string State,
    DateTimeOffset? Until, string? Answer, long Version) : IShowsActs
{
    /// <summary>What the reader can do with it, by verb.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Allowed { get; private init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public AskedActs? Asked { get; init; }

    IShowsActs IShowsActs.Allowing(IReadOnlyList<string> verbs) => this with { Allowed = verbs, Asked = null };

    /// <param name="told">Says in SQL that the reader is shown what was asked and answered.</param>
    internal static string Columns(string told) =>
        $"""
        d.data ->> 'number', (d.data ->> 'by')::uuid, coalesce(p.name, ''), coalesce(p.unit, ''), case when {told} then d.data ->> 'reason' end,
        (d.data ->> 'askedAt')::timestamptz, d.data ->> 'state', (d.data ->> 'until')::timestamptz, case when {told} then d.data ->> 'answer' end, d.mt_version::bigint
        """;

    internal static AccessAskRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(2), reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.GetGuid(3), reader.GetString(4),
        reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetFieldValue<DateTimeOffset>(7), reader.GetString(8),
        reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9), reader.IsDBNull(10) ? null : reader.GetString(10),
        reader.GetInt64(11));
}

/// <summary>What the reader asked to be let into, and what was answered, newest first.</summary>
public sealed record OwnAsks(string? After, int Size) : IListing<AccessAskRow>
{
    public Operation Operation => InvestigationOperations.ListOwnAsks;

    public string Sql =>
        $"""
        select d.id, null::uuid, {AccessAskRow.Columns("true")}
        from workspace.mt_doc_accessask d left join workspace.person p on p.id = @_actor
        where (d.data ->> 'by')::uuid = @_actor and (@after::uuid is null or d.id < @after) and {FirstPage.Began(After, "d.id")}
        order by d.id desc limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters) =>
        parameters.AddNullable("after", QueryParameters.Id(After));

    public AccessAskRow Read(DbDataReader reader) => AccessAskRow.Read(reader);

    public string Cursor(AccessAskRow row) => row.Id.ToString();
}
