using CaseWorkspace.Features.Protocols;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using static CaseWorkspace.Worker.SampleData.DemoActors;

namespace CaseWorkspace.Worker.SampleData;

/// <summary>Protocols in the sample files: a signed one with two exhibits, and the draft of an urgent one that a court has still to control.</summary>
internal sealed class SampleProtocols(CommandPipeline pipeline)
{
    /// <summary>Writes that of the first file; what is there already stays.</summary>
    /// <param name="file">The file.</param>
    /// <param name="day">From when times are counted: a repetition states the same.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WriteLyon(Guid file, DateTimeOffset day, CancellationToken cancellation)
    {
        var search = await Run("lyon-protocol-search", new DraftProtocol(file, new ProtocolContent(
            "search", null, "court-ruling", "Kutaisi City Court", "11/4-318", day.AddDays(-4), day.AddDays(-3), day.AddDays(-3).AddHours(2),
            "8 Nikea Street, flat 14, Kutaisi", "Daylight. The owner opened the door.", Investigator.Id, "Investigator of unit 1",
            [
                new ProtocolParticipant("person-concerned", "Owner of the flat", "Identity card shown; rights explained, a copy of the ruling shown and countersigned."),
                new ProtocolParticipant("specialist", "Specialist of the technical unit", null),
            ],
            "The flat was searched room by room. In the bedroom wardrobe: a notebook with first names, dates and sums in euro. In the kitchen drawer: a rubber stamp of an employer in Lyon.",
            "The owner says that both things belong to a lodger who left in September.", ["photo", "video"], "One camera; recording of 1 h 52 min without interruption.",
            "The owner objects that the wardrobe is the lodger's.")), Investigator, cancellation);
        await Run("lyon-protocol-search-exhibits", new RegisterExhibits(search, 1,
        [
            new FoundExhibit("physical-object", "Notebook with first names, dates and sums in euro, 42 leaves", "Bedroom, wardrobe", "SYNTH-L-0417"),
            new FoundExhibit("physical-object", "Rubber stamp of an employer in Lyon", "Kitchen, drawer", "SYNTH-L-0418"),
        ]), Investigator, cancellation);
        await Run("lyon-protocol-search-sign", new SignProtocol(search, 2,
            [new SignatureGiven("refused", "Says that nothing of it is theirs.", true), new SignatureGiven("signed")]), Investigator, cancellation);
    }

    /// <summary>Writes that of the second file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="day">From when times are counted.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task WriteBarcelona(Guid file, DateTimeOffset day, CancellationToken cancellation) =>
        Run("barcelona-protocol-seizure", new DraftProtocol(file, new ProtocolContent(
            "seizure", null, "investigator-decree", "Investigator of unit 1", null, day.AddHours(-6), day.AddHours(-5), null,
            "Office of the agency, 3 Gelati Street, Kutaisi", "By day.", Investigator.Id, "Investigator of unit 1",
            [new ProtocolParticipant("person-concerned", "Manager of the agency", "Identity card shown; rights explained.")],
            null, null, ["photo", "forensic-copy"], null, null)), Investigator, cancellation);

    private async Task<Guid> Run(string key, ICommand<ActionProtocol> command, Actor actor, CancellationToken cancellation)
    {
        var outcome = await pipeline.Execute(command, actor, $"sample-data/{key}", cancellation);
        return outcome.Accepted ? outcome.Id : throw new InvalidOperationException($"The sample {key} was refused: {outcome.Refusal!.Code}.");
    }
}
