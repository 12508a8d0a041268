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
            where i.person = @_actor and i.subject like 'person:%' and i.since <= now() and i.until > now()),
        heads as (
            select scope from held where relation = 'unit-supervisor'),
        officer as (
            select scope from held where relation = 'addressed-liaison-officer'),
        waits as (
            select s.id, s.holder, s.awaits_person as person, s.awaits_due as due,
                   s.awaits_person is null or s.awaits_person in (select id from waited_for) as mine,
                   s.awaits_relation = 'unit-supervisor' and s.id in (select scope from officer)
                       and coalesce(s.holder, s.id) not in (select scope from heads) as abroad
            from workspace.case_scope s
            where s.awaits_relation is not null and case
                when s.awaits_person is null then
                    (coalesce(s.holder, s.id), s.awaits_relation) in (select scope, relation from held)
                    or (s.id, s.awaits_relation) in (select scope, relation from held)
                    -- What a supervisor is to let out at home, while abroad it waits as before: told apart below.
                    or (s.awaits_relation = 'unit-supervisor' and s.id in (select scope from officer))
                when s.awaits_person in (select id from waited_for) then
                    s.holder in (select scope from held) or s.id in (select scope from held)
                else s.holder in (select scope from heads) end),
        in_order as (
            select * from waits where {DueOrder.Behind} order by due, id offset 0)
        , page as (
            select w.*, s.kind, s.file, left_behind.why, {QueryPipeline.PurposeIsStated("s.file")} as told
            from in_order w
            join workspace.case_scope s on s.id = w.id
            join workspace.mt_doc_informationrequest d on d.id = w.id
            left join lateral (select workspace.left_behind(w.person, w.id, w.holder) as why where not w.mine) left_behind on true
            where {FirstPage.Began(After, "w.id")}
              and case when w.abroad then {RequestAudiences.VerbAbroad} is not null
                       when w.mine then w.person is not null or not coalesce(d.data #> '{"{awaits,notBy}"}' @> to_jsonb(@_actor::text), false)
                       else left_behind.why is not null end
            order by w.due, w.id limit @_limit)
        select {RequestRow.ColumnsOnDesk("left_behind.holder in (select scope from held)", $"(left_behind.holder in (select scope from held) or left_behind.id in (select scope from held where relation in ({Audience.Codes(Audience.OfTheFile)})))", "(left_behind.told or left_behind.holder not in (select scope from held))")},
               {InformationRequestActs.All.Facts(InformationRequestActs.Outline, "left_behind", relations: Acts.HeldIn("left_behind"), verb: "d.data #>> '{awaits,verb}'")}
        from page left_behind
        join workspace.mt_doc_informationrequest d on d.id = left_behind.id
        order by left_behind.due, left_behind.id
        """;

    public string? RecordedReads => "select holder, file from page where told or holder not in (select scope from held)";

    public void Bind(NpgsqlParameterCollection parameters) => DueOrder.Bind(parameters, After);

    public RequestRow Read(DbDataReader reader) => RequestRow.Read(reader) with { Asked = InformationRequestActs.All.Read(reader.GetString(reader.FieldCount - 1)) };

    public string Cursor(RequestRow row) => DueOrder.Cursor(row);
}
