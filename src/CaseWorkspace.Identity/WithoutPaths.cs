using Serilog.Core;
using Serilog.Events;

namespace CaseWorkspace.Identity;

/// <summary>The framework puts the path on every log entry of a request; ours may hold an invitation's secret.</summary>
public sealed class WithoutPaths : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        logEvent.RemovePropertyIfPresent("RequestPath");
        logEvent.RemovePropertyIfPresent("ActionName");
    }
}
