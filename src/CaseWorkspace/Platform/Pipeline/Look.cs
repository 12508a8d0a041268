using System.Text.Json;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Storage;
using Npgsql;
using NpgsqlTypes;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>Somebody's look at one thing.</summary>
/// <param name="Thing">At what.</param>
/// <param name="AskedFor">See <see cref="IQuery.AskedFor"/>.</param>
/// <param name="Query">One of its kind: what it asks is the same for all looks of the kind.</param>
/// <param name="Actor">Whose.</param>
internal sealed record Look(Guid Thing, string? AskedFor, IQuery Query, Actor Actor)
{
    /// <summary>Sets the parameter <c>_looks</c>: what each look has of its own, a row each, in the order of their places.</summary>
    public static void Bind(NpgsqlParameterCollection parameters, IEnumerable<Look> looks) =>
        parameters.Add(new NpgsqlParameter("_looks", NpgsqlDbType.Jsonb)
        {
            Value = JsonSerializer.Serialize(looks.Select((look, place) => look.Row(place)), WorkspaceJson.Stored),
        });

    private Own Row(int place) => new(
        place, Guid.CreateVersion7(), Thing, Actor.Id, Actor.Unit, Actor.Subjects, Actor.Session, Actor.Address,
        Actor.Purpose, Actor.PurposeWords, AskedFor, Actor.Correlation);

    /// <summary>The columns of <c>looks</c>, see <see cref="QueryPipeline"/>.</summary>
    private sealed record Own(
        int Place, Guid Entry, Guid Thing, Guid Actor, string Unit, string[] Subjects, string Session, string? Address,
        string? Purpose, string? Words, string? Asked, string Correlation);
}
