using CaseWorkspace.Platform.Policy;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>Folds anew, as owner, what stands in the index of words in an older form: texts from the events, names from the people.</summary>
internal static class TextRebuild
{
    private const int Batch = 500;

    /// <param name="store">The event store.</param>
    /// <param name="owner">A pool of connections of the owner.</param>
    /// <param name="features">All features.</param>
    /// <param name="canOpen">Whether the store opens texts that stand sealed.</param>
    public static async Task Run(IDocumentStore store, NpgsqlDataSource owner, IReadOnlyList<IFeature> features, bool canOpen)
    {
        await People(owner);
        await using var old = owner.CreateCommand("select exists (select from workspace.case_text where form < @form)");
        old.Parameters.AddWithValue("form", Folding.Form);
        if (!(bool)(await old.ExecuteScalarAsync())!)
        {
            return;
        }

        await using var isSealed = owner.CreateCommand($"select exists (select from workspace.mt_events where strpos(data::text, '{SealedText.Mark}') > 0)");
        if (!canOpen && (bool)(await isSealed.ExecuteScalarAsync())!)
        {
            throw new WrongSchemaException(
                "The schema is up to date, and words by which texts are found have to be folded anew: run migrate again with ConnectionStrings:Keys and TextKeys:Folder, which open the texts.");
        }

        // Of a thing of which something is kept apart the text alone is written that says what stands in its place: others could find it meanwhile.
        var withheld = await Withheld(owner);
        await using var session = store.QuerySession();
        for (var last = 0L; ;)
        {
            var events = await session.Events.QueryAllRawEvents().Where(one => one.Sequence > last).OrderBy(one => one.Sequence).Take(Batch).ToListAsync();
            if (events.Count == 0)
            {
                break;
            }

            await Write(owner, events.SelectMany(happened => features.SelectMany(feature => feature.Texts(happened))
                .Where(text => happened.Data is IWithholds || !withheld.Contains(text.Source))));
            last = events[^1].Sequence;
        }

        // Of no event: nothing is found by them any more.
        await using var left = owner.CreateCommand("delete from workspace.case_text where form < @form");
        left.Parameters.AddWithValue("form", Folding.Form);
        await left.ExecuteNonQueryAsync();
    }

    private static async Task Write(NpgsqlDataSource owner, IEnumerable<FoundText> texts)
    {
        await using var batch = owner.CreateBatch();
        foreach (var text in texts)
        {
            if (text.ReplacesAll)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand("delete from workspace.case_text where source = $1") { Parameters = { new() { Value = text.Source } } });
            }

            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                """
                insert into workspace.case_text (source, part, words, field, inside, home, form) values ($1, $2, array_to_tsvector($3), $4, $5, $6, $7)
                on conflict (source, part) do update
                set words = excluded.words, field = excluded.field, inside = excluded.inside, home = excluded.home, form = excluded.form
                """)
            {
                Parameters =
                {
                    new() { Value = text.Source }, new() { Value = text.Part }, new() { Value = text.Words() }, new() { Value = text.Field },
                    new() { Value = text.Inside }, new() { Value = text.Home }, new() { Value = Folding.Form },
                },
            });
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync();
        }
    }

    private static async Task<HashSet<Guid>> Withheld(NpgsqlDataSource owner)
    {
        var withheld = new HashSet<Guid>();
        await using var command = owner.CreateCommand("select id from workspace.case_scope where withheld_in is not null");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            withheld.Add(reader.GetGuid(0));
        }

        return withheld;
    }

    private static async Task People(NpgsqlDataSource owner)
    {
        var people = new List<(Guid Id, string Name)>();
        await using (var unfolded = owner.CreateCommand("select id, name from workspace.person where folded is null"))
        await using (var reader = await unfolded.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                people.Add((reader.GetGuid(0), reader.GetString(1)));
            }
        }

        foreach (var (id, name) in people)
        {
            await using var fold = owner.CreateCommand("update workspace.person set folded = @folded where id = @id");
            fold.Parameters.AddWithValue("folded", Folding.Name(name));
            fold.Parameters.AddWithValue("id", id);
            await fold.ExecuteNonQueryAsync();
        }
    }
}
