using System.Data.Common;
using System.Globalization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Journal;

/// <summary>An entry of the journal: who did what with which thing, when, from where and why; nothing of its content.</summary>
/// <param name="Id">The entry.</param>
/// <param name="At">When, by the database's clock.</param>
/// <param name="Actor">The person.</param>
/// <param name="ActorName">The person's name as last seen.</param>
/// <param name="Role">The role acted in.</param>
/// <param name="Operation">What was done or attempted.</param>
/// <param name="Processing">Which of the six kinds of Directive (EU) 2016/680, art. 25.</param>
/// <param name="Thing">The file, item or request; as asked for, so it need not exist when refused.</param>
/// <param name="File">The file it belonged to.</param>
/// <param name="Relation">The relation that allowed it; null when refused.</param>
/// <param name="Granted">Whether it was allowed.</param>
/// <param name="Session">The sign-in session.</param>
/// <param name="Address">The network address it came from.</param>
/// <param name="Purpose">The stated purpose, a code of the list <c>purpose</c>.</param>
public sealed record JournalRow(
    Guid Id, DateTimeOffset At, Guid Actor, string ActorName, string Role, string Operation, string Processing,
    Guid? Thing, Guid? File, string? Relation, bool Granted, string Session, string? Address, string Purpose);

/// <summary>The journal, newest first, for those who oversee.</summary>
/// <param name="Person">Only this person's entries; null for all.</param>
/// <param name="Thing">Only entries of this file, or of this item or request; null for all.</param>
/// <param name="DeniedOnly">Only what was refused.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record JournalList(Guid? Person, Guid? Thing, bool DeniedOnly, string? After, int Size) : IListing<JournalRow>
{
    public Operation Operation => JournalOperations.Read;

    public string Sql =>
        """
        select e.id, e.at, e.actor, coalesce(p.name, ''), e.role, e.operation, e.processing, e.thing, e.file, e.relation,
               e.granted, e.session, e.address, e.purpose
        from journal.entry e left join workspace.person p on p.id = e.actor
        where (@person::uuid is null or e.actor = @person)
          and (@thing::uuid is null or e.file = @thing or e.thing = @thing)
          and (not @denied or not e.granted)
          and (@at::timestamptz is null or (e.at, e.id) < (@at, @id))
        order by e.at desc, e.id desc limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("person", Person);
        parameters.AddNullable("thing", Thing);
        parameters.AddWithValue("denied", DeniedOnly);
        var after = After?.Split('~');
        parameters.AddNullable("at", after is [var at, _]
            && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, out var time) ? time.UtcDateTime : (DateTime?)null);
        parameters.AddWithValue("id", after is [_, var id] && Guid.TryParse(id, out var last) ? last : Guid.Empty);
    }

    public JournalRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4),
        reader.GetString(5), reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetGuid(7),
        reader.IsDBNull(8) ? null : reader.GetGuid(8), reader.IsDBNull(9) ? null : reader.GetString(9), reader.GetBoolean(10),
        reader.GetString(11), reader.IsDBNull(12) ? null : reader.GetString(12), reader.GetString(13));

    public string Cursor(JournalRow row) => $"{row.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}~{row.Id}";
}
