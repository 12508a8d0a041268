using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// Tells people, every fifteen seconds, which deadlines are near and which have passed: each person once for each stage. Run by the worker alone.
/// What is told follows from what stands in the database, in one statement: a worker that was killed has told all or nothing, the next run tells the rest, and
/// two workers tell nothing twice (docs/adr/0057).
/// </summary>
public sealed partial class DeadlineTelling(NpgsqlDataSource source, ChangeTelling changes, TimeProvider clock, ILogger<DeadlineTelling> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <summary>A worker that was away for longer does not tell of what passed before.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(7);

    /// <summary>
    /// Told are the person for whom it waits, or everybody who stands to it as it waits, and the lead; when it has passed, also the people who oversee the file. A
    /// person who stands in for one of them is told too. What counts as standing is what <c>workspace.standing</c> says, as for every look.
    /// </summary>
    private const string Statement =
        """
        with stage as (select * from unnest(@codes, @hours) s (code, hours)),
        due as materialized (
            select s.id, s.holder, s.awaits_relation, s.awaits_person, s.awaits_due as due, s.awaits_due <= now() as passed,
                   (select code from stage where s.awaits_due <= now() + make_interval(hours => hours) order by hours limit 1) as stage
            from workspace.case_scope s
            where s.awaits_due < 'infinity' and coalesce(s.awaits_due, 'infinity'::timestamptz) between now() - @back and now() + make_interval(hours => @ahead)),
        asked as (
            select d.id, d.due, d.stage, r.scope, r.relation, r.subject
            from due d join workspace.case_relation r on r.scope = any(array[d.id, d.holder]) and r.since <= now() and (r.until is null or r.until > now())
            where r.relation = @lead or (d.passed and r.relation = any(@overseers))
               or case when d.awaits_person is null then r.relation = d.awaits_relation else r.subject = 'person:' || d.awaits_person end),
        holder as (
            select a.*, p.id as person, p.unit, a.subject as held from asked a join workspace.person p on a.subject = 'person:' || p.id
            union all
            select a.*, p.id, p.unit, a.subject from asked a join workspace.person p on a.subject = 'unit:' || p.unit and 'supervisor' = any(p.roles)
            union all
            select a.*, p.id, p.unit, a.subject from asked a
            join workspace.person p on a.subject = any(array(select 'posting:' || state from unnest(p.postings) state)) and 'liaison-officer' = any(p.roles)
            union all
            select a.*, p.id, p.unit, 'person:' || p.id from asked a
            join workspace.stand_in i on i.subject = a.subject and i.since <= now() and i.until > now() join workspace.person p on p.id = i.person),
        told as (
            insert into workspace.deadline_notice (thing, due, stage, person)
            select distinct h.id, h.due, h.stage, h.person from holder h
            where not exists (
                    select from workspace.deadline_notice n where n.thing = h.id and n.due = h.due and n.stage = h.stage and n.person = h.person)
              and exists (
                    select from workspace.standing(h.person, h.unit, array[h.held]) r where r.scope = h.scope and r.relation = h.relation)
            on conflict do nothing
            returning person)
        select distinct person from told
        """;

    /// <summary>Tells what is due to be told now.</summary>
    /// <returns>The people who were told something.</returns>
    public async Task<IReadOnlyList<Guid>> Tell(CancellationToken cancellation)
    {
        var stages = CodeLists.Of("notice-stage").Where(stage => stage.IsValid(HomeZone.DayOf(clock.GetUtcNow()))).ToArray();
        if (stages.Length == 0)
        {
            // The table can be replaced.
            return [];
        }

        await using var command = source.CreateCommand(Statement);
        command.Parameters.AddWithValue("codes", stages.Select(stage => stage.Code).ToArray());
        command.Parameters.AddWithValue("hours", stages.Select(stage => stage.Hours ?? 0).ToArray());
        command.Parameters.AddWithValue("ahead", stages.Max(stage => stage.Hours ?? 0));
        command.Parameters.AddWithValue("back", Back);
        command.Parameters.AddWithValue("lead", Relation.Lead.Code());
        command.Parameters.AddWithValue("overseers", new[] { Relation.UnitSupervisor.Code(), Relation.SupervisingProsecutor.Code() });
        var people = new List<Guid>();
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                people.Add(reader.GetGuid(0));
            }
        }

        changes.Written(people);
        return people;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                var people = await Tell(stoppingToken);
                if (people.Count > 0)
                {
                    Told(log, people.Count);
                }
            }
            catch (NpgsqlException fault)
            {
                NotTold(log, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Told {Count} people of deadlines")]
    private static partial void Told(ILogger log, int count);

    [LoggerMessage(LogLevel.Error, "People are not told of deadlines for now: the database does not answer")]
    private static partial void NotTold(ILogger log, Exception fault);
}

/// <summary>Registers the telling of deadlines.</summary>
public static class DeadlineTellingServices
{
    /// <summary>Adds it; for one kind of host only.</summary>
    public static void AddDeadlineTelling(this IServiceCollection services) => services.AddHostedService<DeadlineTelling>();
}
