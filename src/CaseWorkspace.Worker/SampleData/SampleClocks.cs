using CaseWorkspace.Features.Deadlines;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using static CaseWorkspace.Worker.SampleData.DemoActors;

namespace CaseWorkspace.Worker.SampleData;

/// <summary>Clocks in the sample files: an arrest, and the hearing that follows it.</summary>
internal sealed class SampleClocks(CommandPipeline pipeline)
{
    /// <summary>Writes those of the first file; what is there already stays.</summary>
    /// <param name="file">The file.</param>
    /// <param name="organiser">The record of the person who was arrested.</param>
    /// <param name="day">When that was: a repetition states the same.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WriteLyon(Guid file, Guid organiser, DateTimeOffset day, CancellationToken cancellation)
    {
        await Run("lyon-arrest", new StartClock(file, "arrest", day, organiser, "Patrol at the airport of Kutaisi"), Investigator, cancellation);
        await Run("lyon-hearing", new StartClock(file, "pre-trial-hearing", day.AddDays(12), null, "City court, sample"), Prosecutor, cancellation);
    }

    private async Task Run(string key, ICommand<CaseClock> command, Actor actor, CancellationToken cancellation)
    {
        var outcome = await pipeline.Execute(command, actor, $"sample-data/{key}", cancellation);
        if (!outcome.Accepted)
        {
            throw new InvalidOperationException($"The sample {key} was refused: {outcome.Refusal!.Code}.");
        }
    }
}
