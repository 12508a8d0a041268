using System.Globalization;
using CaseWorkspace.Features.Chronology;
using CaseWorkspace.Platform.Pipeline;
using static CaseWorkspace.Worker.SampleData.DemoActors;

namespace CaseWorkspace.Worker.SampleData;

/// <summary>What happened in the world, in the sample files: known to the minute, to the day, or between two times.</summary>
internal sealed class SampleChronology(CommandPipeline pipeline)
{
    /// <summary>Writes the entries of the first file; what is there already stays.</summary>
    /// <param name="file">The file.</param>
    /// <param name="people">The records of the organiser and of a witness.</param>
    /// <param name="messages">The item that holds their messages.</param>
    /// <param name="day">When the file was opened: a repetition states the same.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WriteLyon(Guid file, (Guid Organiser, Guid Witness) people, Guid messages, DateTimeOffset day, CancellationToken cancellation)
    {
        await Run("lyon-offer", new ReportedTime(Said(160, "yyyy-MM"), Said(140)), "Work and an apartment near Lyon were offered at a meeting of acquaintances", "Kutaisi", "GE", [people.Organiser, people.Witness], [], "Statement of witness 1");
        await Run("lyon-price", new ReportedTime(Said(130, "yyyy-MM-dd'T'19:02"), null, "Asia/Tbilisi"), "The price was named: half at once, half on arrival", null, null, [people.Organiser], [messages], null);
        await Run("lyon-paid", new ReportedTime(Said(120)), "First instalment in cash, 1,500 euro", "Kutaisi, market", "GE", [people.Organiser, people.Witness], [], "Statement of witness 1");
        await Run("lyon-flight", new ReportedTime(Said(110, "yyyy-MM-dd'T'06:35"), null, "Asia/Tbilisi"), "Four people left on one booking", "Airport of Kutaisi", "GE", [people.Witness], [messages], null);
        await Run("lyon-arrived", new ReportedTime(Said(110, "yyyy-MM-dd'T'11:10"), null, "Europe/Paris"), "They were met with a van and taken to the apartment", "Lyon", "FR", [people.Witness], [], "Statement of witness 1");

        string Said(int daysBefore, string form = "yyyy-MM-dd") => day.AddDays(-daysBefore).ToString(form, CultureInfo.InvariantCulture);

        async Task Run(string key, ReportedTime time, string text, string? place, string? country, Guid[] named, Guid[] sources, string? basis)
        {
            var content = new OccurrenceContent(time, text, place, country, named, sources, basis, "B", "2", "H1", null);
            var outcome = await pipeline.Execute(new RecordOccurrence(file, content), Investigator, $"sample-data/{key}", cancellation);
            if (!outcome.Accepted)
            {
                throw new InvalidOperationException($"The sample {key} was refused: {outcome.Refusal!.Code}.");
            }
        }
    }
}
