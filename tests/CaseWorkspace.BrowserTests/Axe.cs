using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CaseWorkspace.BrowserTests;

/// <summary>What axe finds on the page as it stands.</summary>
internal static class Axe
{
    // What is in order need not be listed, which costs as much again.
    private static readonly AxeRunOptions Options = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>The serious and the critical findings, with where they were found.</summary>
    public static async Task<List<string>> FindingsAsync(IPage page)
    {
        var found = await page.RunAxe(Options);
        return
        [
            .. found.Violations
                .Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{page.Url}: {violation.Impact} {violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"),
        ];
    }

    public static Task<List<string>> FindingsAsync(Person person) => FindingsAsync(person.Page);
}
