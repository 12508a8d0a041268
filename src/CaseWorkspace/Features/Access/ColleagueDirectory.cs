using System.Collections.Concurrent;
using System.Globalization;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using Marten;
using Marten.Services;
using Npgsql;
using NpgsqlTypes;

namespace CaseWorkspace.Features.Access;

/// <summary>
/// The directory of people who work here, from what their tokens say: for choosing colleagues and naming them in histories.
/// Called at every sign-in and by every caller with a token; writes what differs from what this host wrote last, and once a day
/// that the person was here. What a token says counts unless one issued later has said otherwise.
/// </summary>
public sealed class ColleagueDirectory(NpgsqlDataSource source, IDocumentStore store, TimeProvider clock)
{
    private const int Remembered = 10_000;
    private const int Attempts = 5;

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
        if (!await See(actor, cancellation))
        {
            await Appoint(actor, cancellation);
        }

        if (_written.Count >= Remembered)
        {
            _written.Clear();
        }

        _written[actor.Id] = said;
    }

    /// <summary>
    /// Notes that a person was here whose place is that of the last event; false: it is not, or the person is new. The row alone does not
    /// tell: hosts of version 4 wrote it without an event.
    /// </summary>
    private async Task<bool> See(Actor actor, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            """
            update workspace.person p set name = @name, folded = @folded, said_at = greatest(p.said_at, @said), seen_at = now(), refused_at = null
            from workspace.mt_streams s join workspace.mt_events e on e.stream_id = s.id and e.version = s.version and not e.is_archived
            where p.id = @id and s.id = @id and not s.is_archived and e.data = @place
              and p.roles = @roles and p.unit = @unit and p.postings = @postings and (p.said_at is null or p.said_at <= @said)
            """);
        Bind(command, actor);
        command.Parameters.AddWithValue("place", NpgsqlDbType.Jsonb, store.Options.Serializer().ToJson(PlaceOf(actor)));
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>A new place is an event of the person's stream; what hangs on the former unit ends with it.</summary>
    private async Task Appoint(Actor actor, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellation);
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                if (!await IsLater(connection, actor, cancellation))
                {
                    await Append(transaction, actor, cancellation);
                    await transaction.CommitAsync(cancellation);
                }

                return;
            }
            catch (Exception race) when (attempt < Attempts && LostRaces.IsLostAppend(race))
            {
                // Another host wrote of the same person.
            }
        }
    }

    private async Task Append(NpgsqlTransaction transaction, Actor actor, CancellationToken cancellation)
    {
        await using var write = new NpgsqlCommand(
            """
            insert into workspace.person as p (id, name, folded, roles, unit, postings, said_at) values (@id, @name, @folded, @roles, @unit, @postings, @said)
            on conflict (id) do update set name = excluded.name, folded = excluded.folded, said_at = excluded.said_at, seen_at = now(), refused_at = null
            where p.said_at is null or p.said_at <= excluded.said_at
            """, transaction.Connection, transaction);
        Bind(write, actor);
        if (await write.ExecuteNonQueryAsync(cancellation) == 0)
        {
            // Another host wrote of the new person from a token issued later.
            return;
        }

        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        session.LastModifiedBy = actor.Id.ToString();
        session.CorrelationId = actor.Correlation;
        session.CausationId = "sign-in";
        session.SetHeader("session", actor.Session);
        session.SetHeader("role", actor.Roles[0].Code());
        var stream = await session.Events.FetchForWriting<Appointment>(actor.Id, cancellation);
        // Also where the last event says the same: then the row was written without one.
        stream.AppendOne(PlaceOf(actor));
        await session.SaveChangesAsync(cancellation);
    }

    /// <summary>Whether what is known comes from a token issued later: this one, which stands for some seconds more, changes nothing.</summary>
    private async Task<bool> IsLater(NpgsqlConnection connection, Actor actor, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select said_at > @said from workspace.person where id = @id for update", connection);
        Bind(command, actor);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>Sorted: a token that names the same roles in another order tells no new place.</summary>
    private static ColleagueAppointed PlaceOf(Actor actor) =>
        new([.. actor.Roles.Select(role => role.Code()).Order(StringComparer.Ordinal)], actor.Unit, [.. actor.Postings.Order(StringComparer.Ordinal)]);

    private void Bind(NpgsqlCommand command, Actor actor)
    {
        command.Parameters.AddWithValue("id", actor.Id);
        command.Parameters.AddWithValue("name", actor.Name);
        command.Parameters.AddWithValue("folded", Folding.Name(actor.Name));
        var place = PlaceOf(actor);
        command.Parameters.AddWithValue("roles", place.Roles);
        command.Parameters.AddWithValue("unit", place.Unit);
        command.Parameters.AddWithValue("postings", place.Postings);
        command.Parameters.AddWithValue("said", actor.SaidAt ?? clock.GetUtcNow());
    }
}
