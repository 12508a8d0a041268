using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>
/// What waits for the caller, by deadline; what has none comes last, oldest first. What waits for one person waits for the person who
/// stands in for that person too, and for the supervisor once that person is gone from the file or not here.
/// </summary>
public sealed record RequestsToActOn(string? After, int Size) : IListing<RequestRow>
{
    public Operation Operation => InformationRequestOperations.List;

    public string Sql =>
        $"""
        , waited_for as (
            select @_actor as id
            union
            select substr(i.subject, 8)::uuid from workspace.stand_in i
            where i.person = @_actor and i.subject like 'person:%' and i.since <= now() and i.until > now())
        {Things.Sql}
        , page as (
            select listed.*, '{RequestThings.Request}' as kind, {Mine("listed")} as mine, {Abroad("listed")} as abroad, {QueryPipeline.PurposeIsStated("listed.file")} as told,
                   case when not {Mine("listed")} then workspace.left_behind(listed.awaits_person, listed.id, listed.holder) end as why
            from listed)
        select {RequestRow.ColumnsOnDesk("left_behind.around is not null", $"(left_behind.around is not null or coalesce(left_behind.own && array[{Audience.Codes(Audience.OfTheFile)}]::text[], false))", "(left_behind.told or left_behind.around is null)")},
               {InformationRequestActs.All.Facts(InformationRequestActs.Outline, "left_behind", relations: ThingsInOrder.Held("left_behind"), verb: "d.data #>> '{awaits,verb}'")}
        from page left_behind
        join workspace.mt_doc_informationrequest d on d.id = left_behind.id
        order by left_behind.due, left_behind.id
        """;

    public string? RecordedReads => "select holder, file from page where told or around is null";

    private ThingsInOrder Things => new(RequestThings.Request, "due, id")
    {
        Columns = $", {ThingsInOrder.Due} as due, s.awaits_relation, s.awaits_person",
        Behind = $"s.awaits_relation is not null and {DueOrder.BehindOf(After)}",
        Where =
            $"""
            {FirstPage.Began(After, "thing.id")}
            and coalesce(case
                when thing.awaits_person is null then thing.awaits_relation = any(thing.around || thing.own) or {Abroad("thing")}
                else {Mine("thing")} or 'unit-supervisor' = any(thing.around) end, false)
            and exists (
                select from workspace.mt_doc_informationrequest d where d.id = thing.id and case
                    when {Abroad("thing")} then {RequestAudiences.VerbAbroad} is not null
                    when {Mine("thing")} then thing.awaits_person is not null or not coalesce(d.data #> '{"{awaits,notBy}"}' @> to_jsonb(@_actor::text), false)
                    else workspace.left_behind(thing.awaits_person, thing.id, thing.holder) is not null end)
            """,
    };

    private static string Mine(string request) =>
        $"({request}.awaits_person is null or {request}.awaits_person in (select id from waited_for))";

    // What a supervisor is to let out at home, while abroad it waits as before.
    private static string Abroad(string request) =>
        $"""
        coalesce({request}.awaits_relation = 'unit-supervisor' and 'addressed-liaison-officer' = any({request}.own)
            and not coalesce('unit-supervisor' = any(case when {request}.holder is null then {request}.own else {request}.around end), false), false)
        """;

    public void Bind(NpgsqlParameterCollection parameters) => DueOrder.Bind(parameters, After);

    public RequestRow Read(DbDataReader reader) => RequestRow.Read(reader) with { Asked = InformationRequestActs.All.Read(reader.GetString(reader.FieldCount - 1)) };

    public string Cursor(RequestRow row) => DueOrder.Cursor(row.WaitsUntil, row.Id);
}
