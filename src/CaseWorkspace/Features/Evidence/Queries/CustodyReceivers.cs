using System.Data.Common;
using System.Text.Json;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Evidence;

/// <summary>Somebody to whom the item can be handed over.</summary>
/// <param name="Returns">Whether that takes it back from the store to the file.</param>
public sealed record ReceiverRow(Guid Id, string Name, string Unit, bool Returns);

/// <summary>
/// To whom the item can be handed over, by name: see <see cref="CustodyRules.CanReceive"/>. A custodian needs no list of colleagues for it.
/// </summary>
/// <param name="Thing">The item.</param>
/// <param name="Name">A part of the name; null: all.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record CustodyReceivers(Guid Thing, string? Name, string? After, int Size) : IConsultation<Page<ReceiverRow>>
{
    public IReadOnlyCollection<string> Kinds => [EvidenceThings.Item];

    public Operation Operation => EvidenceOperations.ListReceivers;

    public string? AskedFor => AuditFilter.Of(("name", Name));

    // Whom it can go to is decided on the rows, by the rule that the offer asks (CustodyRules). Of all people none but custodians, and those
    // who were ever named to what it lies in, come into question; they are few.
    public string Sql =>
        $$"""
        select p.* from granted g left join lateral (
            select p.name, p.id, {{CommandFacts.ColleagueOf("g.id")}}::text, (d.data -> 'custody')::text, g.holder <> g.file
            from workspace.mt_doc_evidenceitem d cross join workspace.person p
            where d.id = g.id and p.id <> @_actor and {{Folding.Named("p")}}
              and (@after::text is null or (p.name collate "und-x-icu", p.id) > (@after collate "und-x-icu", @id))
              and ('custodian' = any(p.roles) or exists (
                    select from workspace.case_relation c where c.scope = g.holder and c.subject = 'person:' || p.id))
            order by p.name collate "und-x-icu", p.id) p on true
        order by p.name collate "und-x-icu", p.id
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("name", Folding.Typed(Name));
        var after = QueryParameters.Pair(After);
        parameters.AddNullable("after", after?.First);
        parameters.AddWithValue("id", after?.Id ?? Guid.Empty);
    }

    public async Task<Page<ReceiverRow>?> Read(DbDataReader reader, CancellationToken cancellation)
    {
        var granted = false;
        var rows = new List<ReceiverRow>();
        while (rows.Count <= Size && await reader.ReadAsync(cancellation))
        {
            granted = true;
            if (!await reader.IsDBNullAsync(0, cancellation) && Receiver(reader) is { } row)
            {
                rows.Add(row);
            }
        }

        return granted ? Platform.Pipeline.Pages.Cut(rows, Size, row => $"{row.Name}~{row.Id}") : null;
    }

    private static ReceiverRow? Receiver(DbDataReader reader)
    {
        var person = JsonSerializer.Deserialize<Colleague>(reader.GetString(2), WorkspaceJson.Stored)!;
        var custody = reader.IsDBNull(3) ? null : JsonSerializer.Deserialize<ItemCustody>(reader.GetString(3), WorkspaceJson.Stored);
        return CustodyRules.CanReceive(person, custody, reader.GetBoolean(4)) is { } returns
            ? new ReceiverRow(person.Id, person.Name, person.Unit, returns)
            : null;
    }
}
