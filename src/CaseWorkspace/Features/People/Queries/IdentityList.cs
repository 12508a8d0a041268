using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.People;

/// <summary>A row of the list of protected identities: their alias, never their name.</summary>
/// <param name="Person">The record in the file.</param>
/// <param name="State">A code of the list <c>identity-state</c>.</param>
/// <param name="Level">That of the sub-file in which it is kept.</param>
public sealed record IdentityRow(Guid Id, Guid Person, Guid File, string FileNumber, string Number, string Alias, string State, DateTimeOffset KeptAt, string Level)
{
    /// <summary>In which of its texts the words stand that were searched for: see <see cref="FoundText.Field"/>.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];
}

/// <summary>The protected identities that are open to the reader; with words, those in whose names or facts each stands.</summary>
/// <param name="Search">The words; null for all.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record IdentityList(string? Search, string? After, int Size) : IListing<IdentityRow>
{
    public Operation Operation => PeopleOperations.ListIdentities;

    public string? AskedFor => AuditFilter.Of((AuditFilter.Words, Search));

    public string Sql =>
        $$"""
        {{(Search is null ? "" : SearchWords.Narrowed)}}
        {{Things.Sql}}
        , page as (select id, file, holder from listed)
        select d.id, (d.data ->> 'person')::uuid, page.file, f.number, d.data ->> 'number', d.data #>> '{alias,text}', d.data ->> 'state',
               (d.data ->> 'askedAt')::timestamptz, h.level, {{SearchWords.Matched(Search, "d.id")}}
        from page
        join workspace.mt_doc_protectedidentity d on d.id = page.id
        join workspace.case_scope f on f.id = page.file
        join workspace.case_scope h on h.id = page.holder
        order by d.id desc
        """;

    // Found by a name, it tells that name.
    public string? RecordedReads => Search is null ? null : "select page.holder, page.file from page";

    private ThingsInOrder Things => new(PeopleThings.Identity, "id desc")
    {
        Behind = QueryParameters.BehindId(After, false),
        Where = $"{FirstPage.Began(After, "thing.id")} and {(Search is null ? "true" : SearchWords.Found("thing.id"))}",
        ByWords = Search is not null,
    };

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", QueryParameters.Id(After));
        if (Search is not null)
        {
            parameters.AddWithValue("words", SearchWords.ToQueries(Search));
        }
    }

    public IdentityRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6),
        reader.GetFieldValue<DateTimeOffset>(7), reader.GetString(8)) { Matched = reader.GetFieldValue<string[]>(9) };

    public string Cursor(IdentityRow row) => row.Id.ToString();
}
