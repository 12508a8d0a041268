using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Evidence;

/// <summary>Somebody to whom the item can be handed over.</summary>
/// <param name="Returns">Whether that takes it back from the store to the file.</param>
public sealed record ReceiverRow(Guid Id, string Name, string Unit, bool Returns);

/// <summary>
/// To whom the item can be handed over, by name: to custodians who have no other duty on its file, and from the store back to those who do.
/// Out of a sealed sub-file: to its keeper, or to the person who brought the item. A custodian needs no list of colleagues for it.
/// </summary>
/// <param name="Thing">The item.</param>
/// <param name="Name">A part of the name; null: all.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record CustodyReceivers(Guid Thing, string? Name, string? After, int Size) : IConsultation<Page<ReceiverRow>>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Evidence];

    public Operation Operation => EvidenceOperations.ListReceivers;

    public string? AskedFor => Narrowing.Of(("name", Name));

    public string Sql =>
        $$"""
        , item as (
            select g.id, g.holder, g.holder <> g.file as is_sealed, d.data #>> '{custody,broughtBy}' as brought_by,
                   coalesce((d.data #>> '{custody,inStore}')::boolean, false) as in_store
            from granted g join workspace.mt_doc_evidenceitem d on d.id = g.id),
        team as materialized (
            select p.id, bool_or(r.relation = 'lead') as leads
            from item i
            join workspace.case_relation c on c.scope = i.holder and c.relation in ('lead', 'member') and c.subject like 'person:%'
            join workspace.person p on p.id = substr(c.subject, 8)::uuid
            cross join lateral workspace.standing(p.id, p.unit, array[c.subject]) r
            where r.scope = i.holder and r.relation in ('lead', 'member')
            group by p.id)
        select p.* from granted g left join lateral (
            select p.id, p.name, p.unit, t.id is not null as returns
            from item i cross join workspace.person p left join team t on t.id = p.id
            where p.id <> @_actor and {{Folding.Named("p")}}
              and (@after::text is null or (p.name collate "und-x-icu", p.id) > (@after collate "und-x-icu", @id))
              and case when t.id is null then 'custodian' = any(p.roles) and not exists (
                           select from jsonb_array_elements_text(workspace.duties(i.id, p.id, p.unit,
                               array['person:' || p.id] || case when 'supervisor' = any(p.roles) and p.unit <> '' then array['unit:' || p.unit] end) -> 'now') duty
                           where duty <> 'keeps')
                       else i.in_store and p.roles && array['investigator', 'supervisor']
                            and (not i.is_sealed or t.leads or p.id::text = i.brought_by) end
            order by p.name collate "und-x-icu", p.id limit @limit) p on true
        order by p.name collate "und-x-icu", p.id
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("name", Folding.Typed(Name));
        var after = Asked.Pair(After);
        parameters.AddNullable("after", after?.First);
        parameters.AddWithValue("id", after?.Id ?? Guid.Empty);
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<ReceiverRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(
            row => new ReceiverRow(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3)), cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => $"{row.Name}~{row.Id}")
            : null;
}
