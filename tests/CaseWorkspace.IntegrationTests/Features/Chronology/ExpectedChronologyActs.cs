using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <content>Acts on the chronology of the file.</content>
public sealed partial class ExpectedCase
{
    private void AddActsOnChronology(OpenFile file, Guid entry, Guid sealedEntry)
    {
        var path = $"/api/occurrences/{entry}";
        acts["records what happened"] = Change(HttpMethod.Post, file.Path + "/occurrences", () => Bodies.Occurrence("expected"));
        acts["lists the chronology of the file"] = Read(file.Path + "/occurrences");
        acts["reads the entry of the chronology"] = Read(path);
        acts["reads the sealed entry of the chronology"] = Read($"/api/occurrences/{sealedEntry}");
        acts["corrects the entry of the chronology"] = Change(HttpMethod.Post, path + "/correction", () => Bodies.CorrectedOccurrence("expected"));
        acts["withdraws the entry of the chronology"] = Change(HttpMethod.Post, path + "/withdrawal", () => Bodies.Reason());
    }
}
