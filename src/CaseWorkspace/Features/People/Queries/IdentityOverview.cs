using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Things;
using Npgsql;

namespace CaseWorkspace.Features.People;

/// <summary>Who a protected person is, with what its page shows beside it.</summary>
/// <param name="Relations">The reader's relations to the sub-file in which it is kept.</param>
/// <param name="FileNumber">The file's number.</param>
/// <param name="SubFileNumber">The sub-file's.</param>
/// <param name="Names">The colleagues who asked, decided or recorded something, by id.</param>
/// <param name="Cited">The things on which facts rest, by id, of those that are open to the reader.</param>
public sealed record IdentityView(
    ProtectedIdentity Identity, long Version, IReadOnlyList<Relation> Relations, string FileNumber, string SubFileNumber, string Level,
    IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<Guid, CitedThing> Cited) : IShowsActs
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

/// <summary>Who a protected person is, for its page, in one read.</summary>
public sealed record IdentityOverview(Guid Thing) : IConsultation<IdentityView>
{
    public IReadOnlyCollection<string> Kinds => [PeopleThings.Identity];

    public Operation Operation => PeopleOperations.ViewIdentity;

    public string Sql =>
        $"""
        select d.data::text, d.mt_version::bigint, (select codes from relations), f.number, h.number, h.level,
               {BesidePerson.Names}, {BesidePerson.Cited}, {PeopleActs.OfIdentity.Facts()}
        from granted g
        join workspace.mt_doc_protectedidentity d on d.id = g.id
        join workspace.case_scope f on f.id = g.file
        join workspace.case_scope h on h.id = g.holder
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<IdentityView?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new IdentityView(
                JsonSerializer.Deserialize<ProtectedIdentity>(reader.GetString(0), WorkspaceJson.Stored)!,
                reader.GetInt64(1),
                BesidePerson.ReadRelations(reader.GetString(2)),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetString(5),
                BesidePerson.Read<string>(reader.GetString(6)),
                BesidePerson.Read<CitedThing>(reader.GetString(7)))
            {
                Asked = PeopleActs.OfIdentity.Read(reader.GetString(8)),
            }
            : null;
}
