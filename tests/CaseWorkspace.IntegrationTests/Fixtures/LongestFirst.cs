using Xunit.Sdk;
using Xunit.v3;

[assembly: Xunit.TestCollectionOrderer(typeof(CaseWorkspace.IntegrationTests.Fixtures.LongestFirst))]

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>Collections that take minutes begin first: the one that begins last is waited for alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["workspace", "accounts", "identity", "sessions", "InstallationTests", "AccessibilityTests", "StoryTests"];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    private static int Place(string name) =>
        Array.FindIndex(Long, one => name == one || name.Contains('.' + one, StringComparison.Ordinal)) is var place and >= 0 ? place : Long.Length;
}
