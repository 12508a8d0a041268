using System.Data.Common;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>A colleague to choose.</summary>
public sealed record ColleagueRow(Guid Id, string Name, IReadOnlyList<string> Roles, string Unit);

/// <summary>People of the service, by name, for choosing members and prosecutors; says nothing of any file.</summary>
public sealed record ColleagueList(string? Role, string? After, int Size, string? Name = null) : IListing<ColleagueRow>
{
    public Operation Operation => AccessOperations.ListColleagues;

    public string Sql =>
        """
        select id, name, roles, unit from workspace.person
        where (@role::text is null or roles @> array[@role]) and (@name::text is null or strpos(lower(name), lower(@name)) > 0)
          and (@after::text is null or (name, id) > (@after, @id))
        order by name, id limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("role", Role is not null && CodeNames.FromCode<Role>(Role) is { } role ? role.Code() : null);
        parameters.AddNullable("name", string.IsNullOrWhiteSpace(Name) ? null : Name.Trim());
        var after = Asked.Pair(After);
        parameters.AddNullable("after", after?.First);
        parameters.AddWithValue("id", after?.Id ?? Guid.Empty);
    }

    public ColleagueRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<string[]>(2), reader.GetString(3));

    public string Cursor(ColleagueRow row) => $"{row.Name}~{row.Id}";
}
