using CaseWorkspace.Features.Tasks;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using static CaseWorkspace.Worker.SampleData.DemoActors;

namespace CaseWorkspace.Worker.SampleData;

/// <summary>Instructions and tasks in the sample files: open, reported, settled and returned.</summary>
internal sealed class SampleTasks(CommandPipeline pipeline)
{
    /// <summary>Writes those of the first file; what is there already stays.</summary>
    /// <param name="file">The file.</param>
    /// <param name="day">From when deadlines are counted: a repetition states the same.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WriteLyon(Guid file, DateTimeOffset day, CancellationToken cancellation)
    {
        var bank = await Run("lyon-instruction-1", new GiveInstruction(
            file, "Have the bank name who can dispose of the account at which the transfers end, and report what it says.", day.AddDays(5)), Prosecutor, cancellation);
        await Run("lyon-instruction-1-change", new ChangeInstruction(
            bank, 1, "Have the bank name who can dispose of the account at which the transfers end, since January, and report what it says.", day.AddDays(7), null, null,
            "The account was opened in January."), Prosecutor, cancellation);
        var witness = await Run("lyon-instruction-2", new GiveInstruction(
            file, "Question witness 1 on who gave the nickname to the recruiter.", day.AddDays(2)), Prosecutor, cancellation);
        await Run("lyon-instruction-2-report", new ReportCompliance(
            witness, 1, "done", "Questioned; the nickname came from a cousin, who is named in the protocol."), Investigator, cancellation);

        await Run("lyon-template", new UseTemplate(file, "request-to-france",
        [
            new ChosenTask("Settle what is to be asked and for which purpose", day.AddHours(36)),
            new ChosenTask("Draft the request to France", day.AddHours(60)),
            new ChosenTask("Check the answer and its handling code", day.AddDays(10)),
        ]), Investigator, cancellation);
        var contracts = await Run("lyon-task", new MakeTask(
            file, "Compare the stamps of the fourteen contracts", "Nine have been copied in colour; five are to be asked for.", day.AddDays(1)), Supervisor, cancellation);
        await Run("lyon-task-settle", new SettleTask(contracts, 1, "not-done", "Five contracts are in France. A request is on its way."), Investigator, cancellation);
    }

    /// <summary>Writes those of the second file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="day">From when deadlines are counted.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WriteBarcelona(Guid file, DateTimeOffset day, CancellationToken cancellation)
    {
        var agency = await Run("barcelona-instruction", new GiveInstruction(
            file, "Establish who wrote the three paragraphs that nine statements share.", day.AddDays(3)), Prosecutor, cancellation);
        await Run("barcelona-instruction-report", new ReportCompliance(agency, 1, "not-done", "The agency has no copies."), Investigator, cancellation);
        await Run("barcelona-instruction-return", new ReturnReport(agency, 2, "The agency's computer was not looked at."), Prosecutor, cancellation);
    }

    private async Task<Guid> Run(string key, ICommand<CaseTask> command, Actor actor, CancellationToken cancellation)
    {
        var outcome = await pipeline.Execute(command, actor, $"sample-data/{key}", cancellation);
        return outcome.Accepted ? outcome.Id : throw new InvalidOperationException($"The sample {key} was refused: {outcome.Refusal!.Code}.");
    }
}
