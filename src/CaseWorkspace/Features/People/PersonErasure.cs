using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Storage.Erasure;

namespace CaseWorkspace.Features.People;

/// <summary>What the erasing of a person's record asks of people.</summary>
public sealed class PersonErasure(CommandPipeline commands) : IErasesThings
{
    public string Kind => PeopleThings.Person;

    public string Erased => "person-erased";

    public string Parts => "select d.id from workspace.mt_doc_protectedidentity d where d.data ->> 'person' = erased.id::text";

    public IReadOnlyDictionary<string, Type> Snapshots { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["mt_doc_recordedperson"] = typeof(RecordedPerson),
        ["mt_doc_protectedidentity"] = typeof(ProtectedIdentity),
    };

    public IEnumerable<string> NamesIn(object written) => written switch
    {
        RecordedPerson person => [.. NamesOf(person.Description), .. person.Facts.Select(fact => fact.Content.Value).SelectMany(NumbersIn)],
        ProtectedIdentity identity => [.. NamesOf(identity.Description), .. identity.Facts.Select(fact => fact.Content.Value).SelectMany(NumbersIn)],
        PersonRecorded recorded => NamesOf(recorded.Description),
        PersonDescriptionCorrected corrected => NamesOf(corrected.Description),
        PersonFactRecorded fact => NumbersIn(fact.Content.Value),
        IdentityKept kept => NamesOf(kept.Description),
        KeptDescriptionCorrected corrected => NamesOf(corrected.Description),
        KeptFactRecorded fact => NumbersIn(fact.Content.Value),
        _ => [],
    };

    public Task<Outcome> Complete(Guid thing, CancellationToken cancellation) =>
        commands.Execute(new CompleteErasure(thing), SystemActor.For("erasure"), null, cancellation);

    // A birthplace, or what somebody did, names many.
    private static IEnumerable<string> NamesOf(PersonDescription description) =>
        description.Names.SelectMany(name => SearchWords.Split(name.Text)).Where(word => word.Length > 2);

    /// <summary>A telephone, a document, an account: words with digits, long enough to be one person's.</summary>
    private static IEnumerable<string> NumbersIn(string value) =>
        SearchWords.Of([value]).Where(word => word.Count(char.IsAsciiDigit) >= 5);
}
