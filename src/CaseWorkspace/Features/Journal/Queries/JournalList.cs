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
/// <param name="Words">The purpose in words, where they were given.</param>
/// <param name="Recipients">To whom it was disclosed.</param>
/// <param name="ThingKind">What the thing is; null when it does not exist.</param>
/// <param name="ThingNumber">The number it goes by.</param>
/// <param name="FileNumber">The number of the file.</param>
/// <param name="Asked">The words and filters that a search, list or look was narrowed by, field by field; empty when there were none.</param>
/// <param name="Followed">Whether an open page looked by itself, because something had changed, and not the person by an act of theirs.</param>
public sealed record JournalRow(
    Guid Id, DateTimeOffset At, Guid Actor, string ActorName, string Role, string Operation, string Processing,
    Guid? Thing, Guid? File, string? Relation, bool Granted, string Session, string? Address, string Purpose,
    string? Words, IReadOnlyList<string> Recipients, string? ThingKind, string? ThingNumber, string? FileNumber,
    IReadOnlyDictionary<string, string> Asked, bool Followed);

/// <summary>Which entries of the journal are asked for; what is null or empty does not narrow.</summary>
/// <param name="Person">Only this person's entries.</param>
/// <param name="Thing">Only entries of this file, or of this item or request.</param>
/// <param name="Number">Only entries of the file, item or request that goes by this number.</param>
/// <param name="Operation">Only this operation.</param>
/// <param name="Processing">Only this kind of processing.</param>
/// <param name="From">Not before.</param>
/// <param name="To">Before.</param>
/// <param name="DeniedOnly">Only what was refused.</param>
/// <param name="Name">Only entries of people whose name has this in it.</param>
public sealed record JournalFilter(
    Guid? Person = null, Guid? Thing = null, string? Number = null, string? Operation = null, string? Processing = null,
    DateTimeOffset? From = null, DateTimeOffset? To = null, bool DeniedOnly = false,
    string? Name = null)
{
    internal static readonly string Where =
        $"""
        (@person::uuid is null or e.actor = @person)
          and (@name::text[] is null or e.actor in (select n.id from workspace.person n where {Folding.Named("n")}))
          and (@thing::uuid is null or e.file = @thing or e.thing = @thing)
          and (@number::text is null or e.thing in (select n.id from workspace.case_scope n where n.number = @number and not {SecretThings.IsThing("n")})
               or e.file in (select n.id from workspace.case_scope n where n.number = @number and n.kind = 'investigation'))
          and (@operation::text is null or {SecretThings.Operation} = @operation)
          and (@kind::text is null or e.processing = @kind)
          and (@from::timestamptz is null or e.at >= @from) and (@to::timestamptz is null or e.at < @to)
          and (not @denied or not e.granted)
          and (@at::timestamptz is null or (e.at, e.id) < (@at, @id))
        """;

    internal void Bind(NpgsqlParameterCollection parameters, string? after)
    {
        parameters.AddNullable("person", Person);
        parameters.AddNullable("name", Folding.Typed(Name));
        parameters.AddNullable("thing", Thing);
        parameters.AddNullable("number", Number.OrNothing());
        parameters.AddNullable("operation", Operation.OrNothing());
        parameters.AddNullable("kind", Processing.OrNothing());
        parameters.AddNullable("from", From?.UtcDateTime);
        parameters.AddNullable("to", To?.UtcDateTime);
        parameters.AddWithValue("denied", DeniedOnly);
        JournalCursor.Bind(parameters, after);
    }
}

/// <summary>Entries follow each other by time and, where that is the same, by id.</summary>
internal static class JournalCursor
{
    public static string Of(DateTimeOffset at, Guid id) => $"{at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}~{id}";

    public static void Bind(NpgsqlParameterCollection parameters, string? cursor)
    {
        var after = QueryParameters.Pair(cursor);
        parameters.AddNullable("at", after is { } last ? QueryParameters.Time(last.First) : (DateTime?)null);
        parameters.AddWithValue("id", after?.Id ?? Guid.Empty);
    }
}

/// <summary>The journal, newest first, for auditors.</summary>
/// <param name="Filter">Which entries.</param>
/// <param name="Exporting">Whether they leave the workspace in a file, which is an operation of its own.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record JournalList(JournalFilter Filter, bool Exporting, string? After, int Size) : IListing<JournalRow>
{
    public Operation Operation => Exporting ? JournalOperations.Export : JournalOperations.Read;

    public string? AskedFor => AuditFilter.Of(
        ("person", Filter.Person), ("name", Filter.Name), ("thing", Filter.Thing), ("number", Filter.Number), ("operation", Filter.Operation),
        ("processing", Filter.Processing), ("from", Filter.From), ("to", Filter.To), ("denied", Filter.DeniedOnly));

    public string? About => Filter.Number?.Trim();

    public string Sql =>
        $"""
        select e.id, e.at, e.actor, coalesce(p.name, ''), e.role, {SecretThings.Operation}, e.processing, coalesce(shown.id, e.thing), e.file, e.relation,
               e.granted, e.session, e.address, e.purpose, e.words, coalesce(e.recipients, array[]::text[]), shown.kind, shown.number, f.number,
               e.asked, e.followed
        from journal.entry e
        left join workspace.person p on p.id = e.actor
        left join workspace.case_scope s on s.id = e.thing
        left join workspace.case_scope shown on shown.id = case when {SecretThings.IsThing("s")} then s.holder else s.id end
        left join workspace.case_scope f on f.id = e.file
        where {JournalFilter.Where} and {FirstPage.Written(After, "e", "at")}
        order by e.at desc, e.id desc limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters) => Filter.Bind(parameters, After);

    public JournalRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4),
        reader.GetString(5), reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetGuid(7),
        reader.IsDBNull(8) ? null : reader.GetGuid(8), reader.IsDBNull(9) ? null : reader.GetString(9), reader.GetBoolean(10),
        reader.GetString(11), Text(reader, 12), reader.GetString(13), Text(reader, 14), reader.GetFieldValue<string[]>(15),
        Text(reader, 16), Text(reader, 17), Text(reader, 18), AuditFilter.Read(Text(reader, 19)), reader.GetBoolean(20));

    public string Cursor(JournalRow row) => JournalCursor.Of(row.At, row.Id);

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
