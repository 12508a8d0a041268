using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.Protocols;

/// <summary>Sound calls of the feature's routes.</summary>
public sealed class ProtocolSamples : ISamples
{
    public IReadOnlyDictionary<string, Sample> All { get; } = new Dictionary<string, Sample>
    {
        ["protocol.draft"] = new(Thing.File, standing => Bodies.Protocol(Sample.Word, standing.File.Lead)),
        ["protocol.change"] = new(Thing.Protocol, standing => Bodies.ChangedProtocol(Sample.Word, standing.File.Lead)),
        ["protocol.sign"] = new(Thing.Protocol, _ => Bodies.Signing()),
        ["protocol.withdraw"] = new(Thing.Protocol, _ => Bodies.Reason()),
        ["protocol.record-control"] = new(Thing.Protocol, _ => Bodies.CourtControl()),
        ["protocol.correct"] = new(Thing.Protocol, _ => Bodies.Reason()),
        ["protocol.register-exhibits"] = new(Thing.Protocol, _ => Bodies.Exhibits(Sample.Word)),
        ["protocol.register-scan"] = new(Thing.Protocol, _ => Bodies.Scan(Sample.Word)),
        ["protocol.view"] = new(Thing.Protocol),
        ["protocol.print"] = new(Thing.Protocol),
        ["protocol.list-of-file"] = new(Thing.File),
        ["protocol.list"] = new(Thing.None),
    };
}
