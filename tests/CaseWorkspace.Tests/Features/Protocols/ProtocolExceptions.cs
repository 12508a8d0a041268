namespace CaseWorkspace.Tests.Features.Protocols;

/// <summary>Written by hand.</summary>
internal sealed class ProtocolExceptions : IFeatureExceptions
{
    public IReadOnlyDictionary<string, string> NoActs => new Dictionary<string, string> { ["DraftProtocol"] = "begins a protocol" };
}
