using CaseWorkspace.Features.People;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using static CaseWorkspace.Worker.SampleData.DemoActors;

namespace CaseWorkspace.Worker.SampleData;

/// <summary>People recorded in the sample files: openly synthetic ones, with a status, a charge, facts, and screenings that were decided on.</summary>
internal sealed class SamplePeople(CommandPipeline pipeline)
{
    /// <summary>Writes the people of the first file; who is there already stays. Answers the record of the person who was arrested.</summary>
    public async Task<(Guid Organiser, Guid Witness)> WriteLyon(Guid file, DateTimeOffset day, CancellationToken cancellation)
    {
        var organiser = await Record("lyon-organiser", file, "ნიმუში პირველი", "Sample First", "1984", isMigrant: false, cancellation);
        await Run("lyon-organiser-fact", new RecordFact(organiser, new PersonFactContent(
            "telephone", "+995 555 00 00 00", false, null, "Statement of witness 1", "B", "2", "H0", null)), Investigator, cancellation);
        await Run("lyon-organiser-category", new SetCategory(organiser, 2, "suspect", day.AddDays(-1), "Takes the payments and gives out the addresses."), Investigator, cancellation);
        await Run("lyon-organiser-status", new SetStatus(organiser, 3, "accused", day, "Arrested at the airport of Kutaisi."), Prosecutor, cancellation);
        await Run("lyon-organiser-charge", new QualifyConduct(organiser, 4, new QualificationContent(
            "completed", "344-2", "2", "a", ["several-persons", "forged-document"], "charge", day, "The prosecutor"), "Payments, messages and two statements."), Prosecutor, cancellation);

        var witness = await Record("lyon-witness", file, "ნიმუში მეორე", "Sample Second", "1991-05", isMigrant: true, cancellation);
        await Run("lyon-witness-status", new SetStatus(witness, 1, "witness", day, "Handed over the messages with consent."), Investigator, cancellation);
        await Run("lyon-witness-screening", new RecordScreening(witness, 2, day, ["papers-held"], "The passport stayed with the landlord."), Investigator, cancellation);
        await Run("lyon-witness-decision", new DecideScreening(witness, 3, "no-grounds", "Came and went freely; the passport was given back."), Prosecutor, cancellation);
        return (organiser, witness);
    }

    /// <summary>Writes the people of the second file.</summary>
    public async Task WriteBarcelona(Guid file, DateTimeOffset day, CancellationToken cancellation)
    {
        var applicant = await Record("barcelona-applicant", file, "ნიმუში მესამე", "Sample Third", "1996", isMigrant: true, cancellation);
        await Run("barcelona-applicant-status", new SetStatus(applicant, 1, "witness", day, "One of the eleven applicants."), Investigator, cancellation);
        await Run("barcelona-applicant-screening", new RecordScreening(applicant, 2, day, [], null), Investigator, cancellation);
    }

    private Task<Guid> Record(string key, Guid file, string georgian, string latin, string born, bool isMigrant, CancellationToken cancellation) => Run(
        key, new RecordPerson(file, new PersonDescription(
            [new PersonName(georgian, "georgian", "current"), new PersonName(latin, "latin", "current")], null, born, null, ["GE"]), isMigrant), Investigator, cancellation);

    private async Task<Guid> Run(string key, ICommand<RecordedPerson> command, Actor actor, CancellationToken cancellation)
    {
        var outcome = await pipeline.Execute(command, actor, $"sample-data/{key}", cancellation);
        return outcome.Accepted ? outcome.Id : throw new InvalidOperationException($"The sample {key} was refused: {outcome.Refusal!.Code}.");
    }
}
