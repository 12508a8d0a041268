using System.Diagnostics;
using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>
/// Catches what goes wrong on a page. The person is told nothing but a trace id, by which the log tells the rest; it is the
/// correlation of what was last done on the page, so that the journal and the events lead there too.
/// </summary>
public sealed partial class PageBoundary : ErrorBoundary
{
    /// <summary>Under which the last fault stands in the log.</summary>
    public string Trace { get; private set; } = "";

    [Inject] private PageActor Actor { get; set; } = null!;

    [Inject] private ILogger<PageBoundary> Log { get; set; } = null!;

    /// <summary>Whether it was the database that did not answer: it is tried again by itself.</summary>
    public bool IsAway => CurrentException is { } fault && DatabaseFaults.IsAway(fault);

    /// <inheritdoc/>
    protected override Task OnErrorAsync(Exception exception)
    {
        Trace = Actor.Correlation ?? ActivityTraceId.CreateRandom().ToHexString();
        UnexpectedFault(Log, exception, Trace);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Error, "An unexpected fault on a page, told to the person as {Trace}")]
    private static partial void UnexpectedFault(ILogger log, Exception fault, string trace);
}
