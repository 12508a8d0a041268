using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Things;
using Npgsql;

namespace CaseWorkspace.Features.People;

/// <summary>The person's record with what its page shows beside it.</summary>
/// <param name="Person">The record.</param>
/// <param name="Version">Its version.</param>
/// <param name="Relations">The reader's relations to the file.</param>
/// <param name="FileNumber">The file's number.</param>
/// <param name="Level">That of its file or its sealed sub-file.</param>
/// <param name="Names">The colleagues who recorded, set or decided something, by id; who never signed in is missing.</param>
/// <param name="Cited">The things on which facts rest, by id, of those that are open to the reader.</param>
/// <param name="SubFile">The sealed sub-file in which the record lies; null: open in its file.</param>
/// <param name="Identity">Who the protected person is, where that is open to the reader: a thing of its own, and a look of its own.</param>
public sealed record PersonView(
    RecordedPerson Person, long Version, IReadOnlyList<Relation> Relations, string FileNumber, string Level,
    IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<Guid, CitedThing> Cited, Guid? Identity, Guid? SubFile) : IShowsActs
{
    /// <summary>What the reader can do with it, by verb.</summary>
    public IReadOnlyList<string> Allowed { get; private init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public AskedActs? Asked { get; init; }

    IShowsActs IShowsActs.Allowing(IReadOnlyList<string> verbs) => this with { Allowed = verbs, Asked = null };

    /// <summary>The colleague's name; a dash when there is none.</summary>
    public string NameOf(Guid? colleague) => (colleague is { } id ? Names.GetValueOrDefault(id) : null) ?? "–";
}

/// <summary>The person's record for its page, in one read.</summary>
public sealed record PersonOverview(Guid Thing) : IConsultation<PersonView>
{
    public IReadOnlyCollection<string> Kinds => [PeopleThings.Person];

    public Operation Operation => PeopleOperations.View;

    public string Sql =>
        $$"""
        select ({{PersonAudiences.Shown}})::text, d.mt_version::bigint, (select codes from relations), f.number,
               (select h.level from workspace.case_scope h where h.id = g.holder),
               {{BesidePerson.Names}}, {{BesidePerson.Cited}},
               (select kept.id from workspace.case_scope s join workspace.case_scope kept on kept.id = s.withheld_in
                where s.id = g.id and exists (select from workspace.standing(@_actor, @_unit, @_subjects) r
                    where r.scope = kept.holder and r.relation = any(@_relations))),
               case when g.holder <> g.file then g.holder end,
               {{PeopleActs.All.Facts()}}
        from granted g
        join workspace.mt_doc_recordedperson d on d.id = g.id
        join workspace.case_scope f on f.id = g.file
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<PersonView?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new PersonView(
                JsonSerializer.Deserialize<RecordedPerson>(reader.GetString(0), WorkspaceJson.Stored)!,
                reader.GetInt64(1),
                BesidePerson.ReadRelations(reader.GetString(2)),
                reader.GetString(3),
                reader.GetString(4),
                BesidePerson.Read<string>(reader.GetString(5)),
                BesidePerson.Read<CitedThing>(reader.GetString(6)),
                await reader.IsDBNullAsync(7, cancellation) ? null : reader.GetGuid(7),
                await reader.IsDBNullAsync(8, cancellation) ? null : reader.GetGuid(8))
            {
                Asked = PeopleActs.All.Read(reader.GetString(9)),
            }
            : null;
}
