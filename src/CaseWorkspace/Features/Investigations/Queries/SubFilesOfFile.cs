using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>A row of the list of a file's sealed sub-files.</summary>
public sealed record SubFileRow(Guid Id, string Number, string Title, string State, int People, DateTimeOffset SealedAt);

/// <summary>The sealed sub-files of a file in which the reader is named; of others not even their count shows.</summary>
public sealed record SubFilesOfFile(Guid Thing, string? After, int Size) : IConsultation<Page<SubFileRow>>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation];

    public Operation Operation => InvestigationOperations.ListSubFiles;

    public string Sql =>
        $"""
        select d.* from granted g left join lateral (
            select s.id, d.data ->> 'number', d.data ->> 'title', d.data ->> 'state', jsonb_array_length(d.data -> 'named') + 2,
                   (d.data ->> 'sealedAt')::timestamptz
            from workspace.case_scope s join workspace.mt_doc_subfile d on d.id = s.id
            where s.file = g.id and s.kind = 'sub-file' and s.holder in (select holder from parts)
              and (@after::uuid is null or s.id < @after) and {FirstPage.Began(After, "s.id")}
            order by s.id desc limit @limit) d on true
        order by d.id desc
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", QueryParameters.Id(After));
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<SubFileRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(
            row => new SubFileRow(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetFieldValue<DateTimeOffset>(5)),
            cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => row.Id.ToString())
            : null;
}
