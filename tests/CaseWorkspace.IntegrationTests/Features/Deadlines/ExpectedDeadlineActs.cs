using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <content>Acts on the clocks and deadlines of the file.</content>
public sealed partial class ExpectedCase
{
    private void AddActsOnClocks(OpenFile file, Guid clock, Guid sealedClock)
    {
        var path = $"/api/clocks/{clock}";
        acts["starts a clock"] = Change(HttpMethod.Post, file.Path + "/clocks", () => Bodies.Clock("expected"));
        acts["lists the clocks of the file"] = Read(file.Path + "/clocks");
        acts["lists the deadlines of the file"] = Read(file.Path + "/deadlines");
        acts["reads the clock"] = Read(path);
        acts["reads the sealed clock"] = Read($"/api/clocks/{sealedClock}");
        acts["corrects the clock"] = Change(HttpMethod.Post, path + "/correction", () => Bodies.CorrectedClock("expected"));
        acts["says that a limit is met"] = Change(HttpMethod.Post, path + "/limits/met", () => Bodies.MetLimit());
        acts["stops the clock"] = Change(HttpMethod.Post, path + "/stop", () => Bodies.StoppedClock());
    }
}
