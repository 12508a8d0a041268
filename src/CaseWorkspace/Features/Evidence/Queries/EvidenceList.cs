using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Evidence;

/// <summary>A row of a list of items.</summary>
/// <param name="File">The file; null for whom it is not open, but the item is.</param>
/// <param name="FileNumber">The file's number; null for whom the file is not open.</param>
/// <param name="Number">The number by which the reader knows it: see <see cref="EvidenceSeen"/>.</param>
/// <param name="Description">Its beginning; null where the reader has not said yet why they look at the file.</param>
/// <param name="Length">Of the content; null before it is sealed.</param>
/// <param name="RegisteredAt">Null for a liaison officer.</param>
/// <param name="Level">That of its file or its sealed sub-file; null for whom that is not open.</param>
/// <param name="Opinion">The prosecutor's latest; null where there is none, or the file is not open.</param>
/// <param name="Seal">The number on its bag or seal, for who holds it: it tells two items of one number apart without naming their files.</param>
/// <param name="HeldSince">Since when the reader holds it; null for others.</param>
public sealed record EvidenceRow(
    Guid Id, Guid? File, string? FileNumber, string Number, string Kind, string? Description, string State,
    DateTimeOffset SeizedAt, long? Length, string? Opinion, DateTimeOffset? RegisteredAt, string? Level,
    string? Seal = null, DateTimeOffset? HeldSince = null)
{
    /// <summary>In which of its texts the words stand that were searched for: see <see cref="FoundText.Field"/>.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    /// <summary>
    /// The rows of <c>page (id, file, whole, numbered, label)</c>; <c>whole</c> says that the file, too, is open to the reader, <c>numbered</c> that
    /// the reader is one of the service's, <c>label</c> by which number the reader knows the item.
    /// </summary>
    /// <param name="told">Says in SQL that the reader is shown the description.</param>
    internal static string Select(string told) =>
        $$"""
        select d.id, case when page.whole then page.file end as file, case when page.whole then f.number end as file_number, coalesce(page.label, '') as number,
               d.data ->> 'kind' as kind, case when {{told}} then left(d.data ->> 'description', 300) end as description, d.data ->> 'state' as state,
               (d.data ->> 'seizedAt')::timestamptz as seized_at, (d.data -> 'content' ->> 'length')::bigint as length,
               case when page.whole then d.data -> 'review' ->> 'opinion' end as opinion,
               case when page.numbered then (d.data ->> 'registeredAt')::timestamptz end as registered_at,
               (select h.level from workspace.case_scope s join workspace.case_scope h on h.id = s.holder where s.id = d.id and page.whole) as level,
               held_by.reader ->> 'seal' as seal, (held_by.reader ->> 'since')::timestamptz as held_since,
               page.whole, page.numbered
        from page
        join workspace.mt_doc_evidenceitem d on d.id = page.id
        join workspace.case_scope f on f.id = page.file
        left join lateral (select d.data -> 'custody' as reader where d.data #>> '{custody,holder}' = @_actor::text
            or 'person:' || (d.data #>> '{custody,holder}') in (select lent.subject from workspace.lent_to(@_actor, now()) lent)) held_by on true
        """;

    internal static EvidenceRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3),
        reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetString(6), reader.GetFieldValue<DateTimeOffset>(7),
        reader.IsDBNull(8) ? null : reader.GetInt64(8), reader.IsDBNull(9) ? null : reader.GetString(9),
        reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTimeOffset>(10), reader.IsDBNull(11) ? null : reader.GetString(11),
        reader.IsDBNull(12) ? null : reader.GetString(12), reader.IsDBNull(13) ? null : reader.GetFieldValue<DateTimeOffset>(13));
}

/// <summary>The items the caller may see, through their files or by themselves; with words, those that hold each.</summary>
/// <param name="Search">The words; null for all items.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
/// <param name="OldestFirst">By the time they were registered, which their ids keep; otherwise newest first.</param>
public sealed record EvidenceList(string? Search, string? After, int Size, bool OldestFirst = false) : IListing<EvidenceRow>
{
    public Operation Operation => EvidenceOperations.List;

    public string? AskedFor => AuditFilter.Of((AuditFilter.Words, Search));

    public string Sql =>
        $"""
        {(Search is null ? "" : SearchWords.Narrowed)}
        {Things.Sql}
        , page as (
            select item.id, item.file, item.whole, item.numbered,
                   case when item.whole then s.number when item.numbered then {EvidenceAudiences.NumberOutside("s.number")} else (
                select e.label from workspace.releases_of(item.id) e
                where exists (
                    select from workspace.standing(@_actor, @_unit, @_subjects) r
                    where r.scope = e.request and r.relation = 'addressed-liaison-officer' and r.relation = any(@_relations))
                order by e.sha256 is null, e.at limit 1) end as label
            from (select id, file, {Whole("listed")} as whole, {Numbered("listed")} as numbered from listed) item
            join workspace.case_scope s on s.id = item.id)
        select r.*, {SearchWords.Matched(Search, "r.id", "r.whole", "r.numbered")}
        from ({EvidenceRow.Select(Told)}) r
        order by r.id {Order}
        """;

    // Who sees an item by itself holds it, is offered it or has been sent it: that says why.
    private static readonly string Told = $"(not page.whole or {QueryPipeline.PurposeIsStated("page.file")})";

    public string? RecordedReads =>
        $"select s.holder, page.file from page join workspace.case_scope s on s.id = page.id where {(Search is null ? Told : "true")}";

    private string Order => OldestFirst ? "asc" : "desc";

    private ThingsInOrder Things => new(EvidenceThings.Item, "id " + Order)
    {
        Behind = QueryParameters.BehindId(After, OldestFirst),
        Where = $"{FirstPage.Began(After, "thing.id")} and {(Search is null ? "true" : SearchWords.Found("thing.id", Whole("thing"), Numbered("thing")))}",
        ByWords = Search is not null,
    };

    private static string Whole(string item) => $"{item}.around is not null";

    private static string Numbered(string item) => $"({item}.around is not null or coalesce('item-custodian' = any({item}.own), false))";

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", QueryParameters.Id(After));
        if (Search is not null)
        {
            parameters.AddWithValue("words", SearchWords.ToQueries(Search));
        }
    }

    public EvidenceRow Read(DbDataReader reader) => EvidenceRow.Read(reader) with { Matched = reader.GetFieldValue<string[]>(reader.FieldCount - 1) };

    public string Cursor(EvidenceRow row) => row.Id.ToString();
}
