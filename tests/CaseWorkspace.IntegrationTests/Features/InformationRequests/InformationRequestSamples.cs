using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>Sound calls of the feature's routes.</summary>
public sealed class InformationRequestSamples : ISamples
{
    public IReadOnlyDictionary<string, Sample> All { get; } = new Dictionary<string, Sample>
    {
        ["request.draft"] = new(Thing.File, _ => Bodies.RequestContent(Sample.Word)),
        ["request.list-of-file"] = new(Thing.File),
        ["request.list-as-of"] = new(Thing.File, Query: "?at=2100-01-01T00:00:00Z"),
        ["request.register"] = new(Thing.None, _ => Bodies.Registration(Sample.Word)),
        ["request.list"] = new(Thing.None, Query: "?view=all"),
        ["request.view"] = new(Thing.Incoming),
        ["request.revise"] = new(Thing.Outgoing, _ => Bodies.RequestContent(Sample.Word)),
        ["request.submit"] = new(Thing.Outgoing),
        ["request.assign"] = new(Thing.Incoming, standing => Bodies.Assignment(standing.File.Lead, standing.File.Id)),
        ["request.authorise"] = new(Thing.Outgoing),
        ["request.return"] = new(Thing.Incoming, _ => Bodies.Return()),
        ["request.release"] = new(Thing.Incoming),
        ["request.refuse"] = new(Thing.Incoming, _ => Bodies.Refusal()),
        ["request.transmit"] = new(Thing.Outgoing, _ => Bodies.Transmission()),
        ["request.clarify"] = new(Thing.Incoming, _ => Bodies.Clarification(Sample.Word)),
        ["request.answer"] = new(Thing.Incoming, _ => Bodies.Answer(Sample.Word)),
        ["request.add-document"] = new(Thing.Incoming, Content: [1, 2, 3]),
        ["request.download-document"] = new(Thing.Incoming),
        ["request.correct-registration"] = new(Thing.Incoming, _ => Bodies.CorrectedRegistration(Sample.Word)),
        ["request.withdraw"] = new(Thing.Outgoing, _ => Bodies.Reason()),
        ["request.close"] = new(Thing.Outgoing),
    };
}
