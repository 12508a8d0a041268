using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.People;

/// <summary>The people of one file, in the order in which they were recorded, the last first.</summary>
public sealed record PeopleOfFile(Guid Thing, string? After, int Size) : IConsultation<Page<PersonRow>>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation, ThingKind.SubFile];

    public Operation Operation => PeopleOperations.ListOfFile;

    public string Sql =>
        $"""
        , page as (
            select s.id, s.file
            from granted g join workspace.case_scope s on s.file = g.file and s.kind = 'recorded-person'
            where s.holder in (select holder from parts) and (@after::uuid is null or s.id < @after) and {FirstPage.Began(After, "s.id")}
            order by s.id desc limit @limit)
        select r.* from granted g left join lateral ({PersonRow.Select("true")}) r on true
        order by r.id desc
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", QueryParameters.Id(After));
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<PersonRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(PersonRow.Read, cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => row.Id.ToString())
            : null;
}
