using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace CaseWorkspace.BrowserTests;

/// <summary>What axe finds on the page as it stands.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>The serious and the critical findings, with where they were found.</summary>
    /// <remarks>
    /// Asked in the page itself, which has no frames: the library would open another page to put frames together, a process and half a
    /// megabyte of script each time. What is in order is not listed, which costs as much again.
    /// </remarks>
    public static async Task<List<string>> FindingsAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Script);
        var found = await page.EvaluateAsync<string[]>(
            """
            async () => {
                // A colour that is still on its way to another is no finding; what goes on and on is not waited for.
                const moves = document.getAnimations().filter(one => one.effect?.getComputedTiming().endTime !== Infinity).map(one => one.finished.catch(() => null));
                await Promise.race([Promise.all(moves), new Promise(done => setTimeout(done, 1000))]);
                return (await axe.run(document, { resultTypes: ['violations'] })).violations
                    .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
                    .map(violation => `${violation.impact} ${violation.id}: ${violation.nodes.slice(0, 3).map(node => node.html).join(' | ')}`);
            }
            """);
        return [.. found.Select(finding => $"{page.Url}: {finding}")];
    }

    public static Task<List<string>> FindingsAsync(Person person) => FindingsAsync(person.Page);
}
