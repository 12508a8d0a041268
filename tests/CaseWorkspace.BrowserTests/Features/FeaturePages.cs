using System.Reflection;
using CaseWorkspace.Features;
using Microsoft.AspNetCore.Components;
using Shouldly;
using Xunit;

namespace CaseWorkspace.BrowserTests.Features;

/// <summary>The addresses of a feature's pages, by the account that looks at them; found by looking.</summary>
public interface IPages
{
    /// <summary>By account; <c>{file}</c> stands for the address of a file of the investigator's.</summary>
    IReadOnlyDictionary<string, string[]> ByAccount { get; }
}

/// <summary>The pages of all features: where a test looks at every page, it takes them from here. Tabs of a file it finds by themselves.</summary>
internal static class FeaturePages
{
    private static readonly IPages[] All =
    [
        .. typeof(FeaturePages).Assembly.GetTypes().Where(type => type.IsClass && typeof(IPages).IsAssignableFrom(type))
            .Select(type => (IPages)Activator.CreateInstance(type)!),
    ];

    /// <summary>Every address of every account.</summary>
    public static IEnumerable<string> Addresses => All.SelectMany(pages => pages.ByAccount.Values).SelectMany(one => one);

    /// <summary>What the account looks at: its desk, and the pages of all features.</summary>
    public static string[] Of(string account, string file = "") =>
    [
        "/",
        .. All.SelectMany(pages => pages.ByAccount.GetValueOrDefault(account, [])).Select(address => address.Replace("{file}", file, StringComparison.Ordinal)),
    ];
}

public sealed class FeaturePagesTests
{
    /// <summary>Addresses with an id are reached by links, from lists and tabs.</summary>
    [Fact]
    public void Every_page_with_an_address_of_its_own_is_looked_at() =>
        typeof(AllFeatures).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("CaseWorkspace.Features", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).Where(address => !address.Contains('{', StringComparison.Ordinal))
            .Except(FeaturePages.Addresses.Select(address => address.Split('?')[0])).ShouldBeEmpty();
}
