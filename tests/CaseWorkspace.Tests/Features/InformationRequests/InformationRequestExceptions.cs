namespace CaseWorkspace.Tests.Features.InformationRequests;

/// <summary>Written by hand.</summary>
internal sealed class InformationRequestExceptions : IFeatureExceptions
{
    public IReadOnlyDictionary<string, string> NoActs => new Dictionary<string, string>
    {
        ["DraftRequest"] = "begins a request",
        ["RegisterRequest"] = "begins a request",
    };
}
