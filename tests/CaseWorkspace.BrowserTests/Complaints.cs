using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CaseWorkspace.BrowserTests;

/// <summary>What one browser complained of, at either host: script errors and breaches of the content security policy.</summary>
public sealed class Complaints
{
    private const string Violation = "Content security violation: ";

    // The browser writes a line for each page that answers "not found" or "not for you"; refusals are what some tests look for.
    private static readonly string[] Refusals = ["the server responded with a status of 404", "the server responded with a status of 403"];

    private readonly ConcurrentQueue<string> heard = new();

    private Complaints()
    {
    }

    public IReadOnlyCollection<string> Heard => [.. heard];

    /// <summary>Opens a page that is watched from its first address on.</summary>
    public static async Task<(IPage Page, Complaints Complaints)> OfNewPageAsync(IBrowserContext context, string name)
    {
        await context.AddInitScriptAsync(
            $"document.addEventListener('securitypolicyviolation', e => console.error('{Violation}' + e.violatedDirective + ' ' + e.blockedURI));");
        var page = await context.NewPageAsync();
        var complaints = new Complaints();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !Refusals.Any(refusal => message.Text.Contains(refusal, StringComparison.Ordinal)))
                complaints.heard.Enqueue($"{name} at {page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.heard.Enqueue($"{name} at {page.Url}: {error}");
        return (page, complaints);
    }
}
