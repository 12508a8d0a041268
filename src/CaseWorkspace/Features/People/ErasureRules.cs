using System.Globalization;
using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.People;

/// <summary>What has to be known before a record is erased, beside the record.</summary>
/// <param name="Resting">The numbers of the things that rest on it, as far as they lie where it lies.</param>
/// <param name="Elsewhere">How many more do, that lie sealed elsewhere.</param>
/// <param name="Identities">Where who the person is was ever kept apart, and what state each is in.</param>
public sealed record AroundRecord(string[] Resting, int Elsewhere, KeptIdentity[] Identities);

/// <summary>Where who the person is was kept apart.</summary>
/// <param name="State">A code of the list <c>identity-state</c>.</param>
public sealed record KeptIdentity(Guid Id, string State);

/// <summary>When a record can be erased, and what follows.</summary>
internal static class ErasureRules
{
    private static readonly string Around =
        $"""
        select jsonb_build_object(
            'resting', coalesce((select jsonb_agg(s.number order by s.number) from resting s where s.holder = about.holder), '[]'),
            'elsewhere', (select count(*) from resting s where s.holder <> about.holder),
            'identities', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'state', d.data ->> 'state') order by d.id)
                from workspace.mt_doc_protectedidentity d where d.data ->> 'person' = about.id::text), '[]'))::text
        from workspace.case_scope about
        """;

    /// <summary>The things that rest on the record, and the identities that were kept apart from it.</summary>
    public static Fact RestingOn(Guid record) => new Fact<AroundRecord>(
        $"""
        with resting as (
            select s.number, s.holder from workspace.case_scope about join workspace.case_scope s on s.file = about.file and s.id <> about.id
            where about.id = ? and case s.kind
                {string.Join(' ', AllFeatures.Things.All.Where(thing => thing.RestsOn is not null).Select(thing => $"when '{thing.Kind}' then {thing.RestsOn}"))} else false end)
        {Around} where about.id = ?
        """,
        record, record);

    /// <summary>Why the record itself has to stay; null: nothing in it asks for that.</summary>
    public static Refusal? WhyKept(RecordedPerson person) =>
        person.Qualifications.Count > 0 ? Refusal.Rule("erasure-qualified")
            : person.Screening?.State is Screening.Owed or Screening.ToDecide ? Refusal.Rule("erasure-screening-owed")
            : null;

    /// <summary>Names what still rests on the record; null: nothing does.</summary>
    public static Decision? RefuseResting(DecisionContext context)
    {
        if (context.Facts<AroundRecord>() is not [{ } around] || (around.Resting.Length == 0 && around.Elsewhere == 0))
        {
            return null;
        }

        string[] named = around.Elsewhere == 0 ? around.Resting : [.. around.Resting, string.Create(CultureInfo.InvariantCulture, $"+{around.Elsewhere}")];
        return Decision.Refuse(new Fault("restsOnIt", "erasure-rested-on", string.Join(", ", named)));
    }

    /// <summary>A reason outlives what is erased: it has no word of a name that the record knows.</summary>
    public static Decision? RefuseReason(RecordedPerson person, string reason)
    {
        var said = SearchWords.Split(reason).ToHashSet(StringComparer.Ordinal);
        return person.Description.Names.SelectMany(name => SearchWords.Split(name.Text)).Any(word => word.Length > 2 && said.Contains(word))
            ? Decision.Refuse("reason-names-the-person", "reason") : null;
    }

    /// <summary>The identities that were ever kept apart from the record.</summary>
    public static Guid[] Identities(DecisionContext context) => [.. context.Facts<AroundRecord>().SelectMany(around => around.Identities).Select(one => one.Id)];

    /// <summary>The record is erased, and who the person is with it.</summary>
    /// <param name="person">The record.</param>
    /// <param name="ground">A code of the list <c>erasure-ground</c>; null: it was erased before, and came back with an older copy of the database.</param>
    /// <param name="context">Who acts, and what lies around the record.</param>
    /// <param name="before">What comes before it in the history; null: nothing.</param>
    /// <param name="after">What comes after it; null: nothing yet.</param>
    public static Decision Erase(RecordedPerson person, string? ground, DecisionContext context, object? before = null, object? after = null)
    {
        var erased = new PersonErased(person.Number, ground, Identities(context), context.Actor.Id, context.Now);
        var decision = Decision.Accept([.. new[] { before, erased, after }.OfType<object>()]);
        return context.Facts<AroundRecord>().SelectMany(around => around.Identities).Where(one => one.State is not ProtectedIdentity.Erased)
            .Aggregate(decision, (so, one) => so.And(one.Id, new IdentityErased(context.Actor.Id, context.Now)));
    }
}
