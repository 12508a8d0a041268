using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>A colleague to choose.</summary>
public sealed record ColleagueRow(Guid Id, string Name, IReadOnlyList<string> Roles, string Unit);

/// <summary>People of the service, by name, for choosing members and prosecutors; says nothing of any file.</summary>
/// <param name="Roles">Only people in one of them, by their codes; null: in any.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
/// <param name="Name">A part of the name; null: all.</param>
public sealed record ColleagueList(string[]? Roles, string? After, int Size, string? Name = null) : IListing<ColleagueRow>
{
    public Operation Operation => AccessOperations.ListColleagues;

    public string Sql =>
        $"""
        select p.id, p.name, p.roles, p.unit from workspace.person p
        where (@roles::text[] is null or p.roles && @roles) and {Folding.Named("p")}
          and (@after::text is null or (p.name collate "und-x-icu", p.id) > (@after collate "und-x-icu", @id))
        order by p.name collate "und-x-icu", p.id limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("roles", Roles);
        parameters.AddNullable("name", Folding.Typed(Name));
        var after = QueryParameters.Pair(After);
        parameters.AddNullable("after", after?.First);
        parameters.AddWithValue("id", after?.Id ?? Guid.Empty);
    }

    public ColleagueRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<string[]>(2), reader.GetString(3));

    public string Cursor(ColleagueRow row) => $"{row.Name}~{row.Id}";
}
