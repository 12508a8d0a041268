using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Journal;

/// <summary>Something that happened to an account at the identity server: an act, a sign-in or a failure, a lock-out, a factor, the end of a session.</summary>
/// <param name="Id">The entry.</param>
/// <param name="At">When, by the database's clock.</param>
/// <param name="Act">What happened: a code with words under <c>account.act.…</c>.</param>
/// <param name="Detail">A role, a unit, states, a device, why a session ended, or what was proposed; null: nothing more to say.</param>
/// <param name="Account">The account; null: a name was typed that nobody has.</param>
/// <param name="UserName">Its user name.</param>
/// <param name="Name">Its holder's name.</param>
/// <param name="Actor">Who did or proposed it; null: the machine's operator, a limit, or a stranger.</param>
/// <param name="ActorName">The name of that person.</param>
/// <param name="ConfirmerName">The other administrator, where it took two.</param>
public sealed record AccountEntryRow(
    Guid Id, DateTimeOffset At, string Act, string? Detail, Guid? Account, string? UserName, string? Name, Guid? Actor, string? ActorName, string? ConfirmerName);

/// <summary>Which of them are asked for; what is null or empty does not narrow.</summary>
/// <param name="Name">Only where account, actor or confirmer has this in the name or user name.</param>
/// <param name="Person">Only of this person's account, or by this person.</param>
/// <param name="Act">Only this act.</param>
/// <param name="From">Not before.</param>
/// <param name="To">Before.</param>
public sealed record AccountEntryFilter(string? Name = null, Guid? Person = null, string? Act = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>The part of the journal that the identity server writes, newest first, for auditors.</summary>
/// <param name="Filter">Which entries.</param>
/// <param name="Exporting">Whether they leave the workspace in a file.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record AccountEntryList(AccountEntryFilter Filter, bool Exporting, string? After, int Size) : IListing<AccountEntryRow>
{
    public Operation Operation => Exporting ? JournalOperations.ExportAccounts : JournalOperations.ReadAccounts;

    public string? AskedFor => AuditFilter.Of(
        ("name", Filter.Name), ("person", Filter.Person), ("act", Filter.Act), ("from", Filter.From), ("to", Filter.To));

    // The view shows names and acts alone; the tables of the identity server are closed to this role.
    public string Sql =>
        $"""
        select e.id, e.at, e.act, e.detail, e.account_id, e.account_user_name, e.account_name, e.actor_id, e.actor_name, e.confirmer_name
        from identity.account_journal e
        where (@person::uuid is null or e.account_id = @person or e.actor_id = @person or e.confirmed_by = @person)
          and (@name::text[] is null or not exists (select from unnest(@name) word
               where strpos(lower(concat_ws(' ', e.account_user_name, e.account_name, e.actor_name, e.confirmer_name)), word) = 0))
          and (@act::text is null or e.act = @act)
          and (@from::timestamptz is null or e.at >= @from) and (@to::timestamptz is null or e.at < @to)
          and (@at::timestamptz is null or (e.at, e.id) < (@at, @id))
          and {FirstPage.Written(After, "e", "at")}
        order by e.at desc, e.id desc limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("person", Filter.Person);
        parameters.AddNullable("name", Folding.Typed(Filter.Name));
        parameters.AddNullable("act", string.IsNullOrWhiteSpace(Filter.Act) ? null : Filter.Act);
        parameters.AddNullable("from", Filter.From?.UtcDateTime);
        parameters.AddNullable("to", Filter.To?.UtcDateTime);
        JournalCursor.Bind(parameters, After);
    }

    public AccountEntryRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), Text(reader, 3), Id(reader, 4), Text(reader, 5), Text(reader, 6),
        Id(reader, 7), Text(reader, 8), Text(reader, 9));

    public string Cursor(AccountEntryRow row) => JournalCursor.Of(row.At, row.Id);

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static Guid? Id(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);
}
