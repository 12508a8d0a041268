using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <content>Acts on the covert measure in the sub-file.</content>
public sealed partial class ExpectedCase
{
    private void AddActsOnMeasures(OpenFile file, OpenSubFile part, Guid measure)
    {
        var path = $"/api/covert-measures/{measure}";
        acts["records a covert measure"] = Change(HttpMethod.Post, $"/api/sub-files/{part.Id}/covert-measures", () => Bodies.CovertMeasure("expected"));
        acts["lists the covert measures of the file"] = Read(file.Path + "/covert-measures");
        acts["reads the covert measure"] = Read(path);
        acts["extends the covert measure"] = Change(HttpMethod.Post, path + "/extension", () => Bodies.Extension("expected"));
        acts["ends the covert measure"] = Change(HttpMethod.Post, path + "/end", Bodies.EndedMeasure);
        acts["withdraws the covert measure"] = Change(HttpMethod.Post, path + "/withdrawal", () => Bodies.Reason());
    }
}
