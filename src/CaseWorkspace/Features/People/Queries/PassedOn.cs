using System.Data.Common;
using CaseWorkspace.Features.Journal;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.People;

/// <summary>That something of a person was passed to somebody.</summary>
/// <param name="Thing">What was passed: the record, a thing on which a fact of it rests or rested, or a request with whose answer such a thing went along.</param>
/// <param name="Number">Its number; null where it is not open to the reader.</param>
/// <param name="By">Who passed it.</param>
/// <param name="Operation">By which act.</param>
/// <param name="To">The authorities, or the colleagues by name.</param>
public sealed record PassedRow(Guid Id, DateTimeOffset At, Guid Thing, string Kind, string? Number, string By, string Operation, IReadOnlyList<string> To);

/// <summary>
/// Whom something of the person was passed to, as the journal has it, newest first: so that they can be told what was wrong (Directive (EU) 2016/680, art. 7(3) and 16(6)).
/// </summary>
public sealed record PassedOn(Guid Thing, string? After, int Size) : IConsultation<Page<PassedRow>>
{
    public IReadOnlyCollection<string> Kinds => [PeopleThings.Person];

    public Operation Operation => PeopleOperations.ListRecipients;

    // Of a fact that was withdrawn the event still says on what it rested. So it does of one that went with a protected identity: it is told where that is open.
    public string Sql =>
        $$"""
        , record as (
            select g.id, d.data -> 'facts' as facts,
                   jsonb_typeof(d.data -> 'protection') is distinct from 'object' or exists (
                       select from workspace.case_scope kept join workspace.standing(@_actor, @_unit, @_subjects) r on r.scope = kept.holder
                       where kept.id = (d.data #>> '{protection,identity}')::uuid and r.relation = any(@_relations)) as with_identity
            from granted g join workspace.mt_doc_recordedperson d on d.id = g.id
            where {{PersonAudiences.IsOpen}})
        , carried as (
            select record.id as thing from record
            union
            select (e.data #>> '{content,restsOn}')::uuid from record join workspace.mt_events e on e.stream_id = record.id
            where e.type = 'person-fact-recorded' and e.data #>> '{content,restsOn}' is not null
              and (record.with_identity or record.facts @> jsonb_build_array(jsonb_build_object('id', e.data -> 'fact'))))
        , passed as (
            select thing from carried
            union
            select r.request from carried join workspace.released_item r on r.item = carried.thing)
        select e.* from granted g left join lateral (
            select e.id, e.at, e.thing, s.kind,
                   case when s.holder = g.holder or s.holder in (select r.scope from workspace.standing(@_actor, @_unit, @_subjects) r
                       where r.scope = s.holder and r.relation = any(@_relations)) then s.number end as number,
                   coalesce(p.name, '') as name, e.operation,
                   array(select coalesce((select known.name from workspace.person known where 'person:' || known.id = recipient), recipient)
                         from unnest(e.recipients) recipient) as recipients
            from journal.entry e
            join workspace.case_scope s on s.id = e.thing
            left join workspace.person p on p.id = e.actor
            where e.file = g.file and e.thing in (select thing from passed) and e.granted and e.processing = 'disclosure'
              and (@at::timestamptz is null or (e.at, e.id) < (@at, @id)) and {{FirstPage.Written(After, "e", "at")}}
            order by e.at desc, e.id desc limit @limit) e on true
        order by e.at desc, e.id desc
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        JournalCursor.Bind(parameters, After);
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<PassedRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(
            row => new PassedRow(
                row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetGuid(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetString(5), row.GetString(6),
                row.GetFieldValue<string[]>(7)),
            cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => JournalCursor.Of(row.At, row.Id))
            : null;
}
