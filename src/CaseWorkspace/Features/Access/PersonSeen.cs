using System.Collections.Concurrent;
using System.Globalization;
using CaseWorkspace.Platform.Actors;
using Npgsql;

namespace CaseWorkspace.Features.Access;

/// <summary>
/// Keeps the list of people who work here, from what their tokens say: for choosing colleagues and naming them in histories.
/// Called at every sign-in and by every caller with a token; writes what differs from what this host wrote last, and once a day
/// that the person was here. What a token says counts unless one issued later has said otherwise.
/// </summary>
public sealed class PersonSeen(NpgsqlDataSource source, TimeProvider clock)
{
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<Guid, string> _written = new();

    /// <summary>Notes the person; on disk when the task ends.</summary>
    /// <param name="actor">Who is here.</param>
    /// <param name="signedIn">Just now: written in any case.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public ValueTask Note(Actor actor, bool signedIn = false, CancellationToken cancellation = default)
    {
        var today = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var said = string.Join('\n', actor.Name, string.Join(',', actor.Roles), actor.Unit, string.Join(',', actor.Postings), today);
        return !signedIn && _written.TryGetValue(actor.Id, out var before) && string.Equals(before, said, StringComparison.Ordinal)
            ? ValueTask.CompletedTask
            : new ValueTask(Write(actor, said, cancellation));
    }

    /// <summary>The identity server lets the person in no longer: what waits for the person has to go to somebody else, until they sign in again.</summary>
    public async Task Refused(Guid person, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("update workspace.person set refused_at = now() where id = @id");
        command.Parameters.AddWithValue("id", person);
        await command.ExecuteNonQueryAsync(cancellation);
        _written.TryRemove(person, out _);
    }

    private async Task Write(Actor actor, string said, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            """
            with later as materialized (
                -- A token that stands for some seconds more, issued before the one from which what is known was taken: it changes nothing.
                select coalesce((select p.said_at > @said from workspace.person p where p.id = @id for update), false) as known),
            ended as (
                -- For good: a person who comes back to the unit is named anew.
                update workspace.case_relation set until = now() from later
                where not later.known
                  and subject = 'person:' || @id and unit is not null and unit <> @unit and (until is null or until > now()))
            insert into workspace.person as p (id, name, folded, roles, unit, postings, said_at)
            select @id, @name, @folded, @roles, @unit, @postings, @said from later where not later.known
            on conflict (id) do update set name = excluded.name, folded = excluded.folded, roles = excluded.roles, unit = excluded.unit,
                postings = excluded.postings, said_at = greatest(p.said_at, excluded.said_at), seen_at = now(), refused_at = null
            """);
        command.Parameters.AddWithValue("id", actor.Id);
        command.Parameters.AddWithValue("name", actor.Name);
        command.Parameters.AddWithValue("folded", Folding.Name(actor.Name));
        command.Parameters.AddWithValue("roles", actor.Roles.Select(role => role.Code()).ToArray());
        command.Parameters.AddWithValue("unit", actor.Unit);
        command.Parameters.AddWithValue("postings", actor.Postings.ToArray());
        command.Parameters.AddWithValue("said", actor.SaidAt ?? clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellation);

        if (_written.Count >= Remembered)
        {
            _written.Clear();
        }

        _written[actor.Id] = said;
    }
}
