using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>Urgent entries into files that the reader leads or supervises, newest first; why, once the reader has said why they look at the file.</summary>
/// <param name="Since">Nothing older; null: all.</param>
public sealed record EmergencyAccessToOwnFiles(DateTimeOffset? Since, int Size) : IListing<EmergencyAccessRow>
{
    public Operation Operation => AccessOperations.ListEmergencyAccessToFile;

    public string? AskedFor => AuditFilter.Of(("from", Since));

    public string Sql =>
        $"""
        , page as (
            select s.id, s.file, {QueryPipeline.PurposeIsStated("s.file")} as told
            from workspace.mt_doc_breakglass d
            join workspace.case_scope s on s.id = d.id
            join visible v on v.scope = s.file and v.kind = 'investigation'
            where d.id >= @from and (@since::timestamptz is null or (d.data ->> 'openedAt')::timestamptz >= @since)
            order by d.id desc limit @_limit)
        {EmergencyAccessRow.Select("page.told")}
        join page on page.id = d.id
        order by d.id desc
        """;

    public string? RecordedReads => "select file as holder, file from page where told";

    public void Bind(NpgsqlParameterCollection parameters)
    {
        // The key bounds what is read: the bell asks this with every page.
        parameters.AddWithValue("from", Since is { } since ? TimedIds.NotBefore(since) : Guid.Empty);
        parameters.AddNullable("since", Since?.UtcDateTime);
    }

    public EmergencyAccessRow Read(DbDataReader reader) => EmergencyAccessRow.Read(reader);

    public string Cursor(EmergencyAccessRow row) => row.Id.ToString();
}
