using CaseWorkspace.Features;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

public sealed class SchemaScriptTests
{
    [Fact]
    public void The_schema_kept_for_deployment_is_what_the_event_store_needs() =>
        Repository.ShouldHold(
            Repository.At("deploy", "postgresql", "workspace.sql"), WorkspaceServices.SchemaScript(), "The event store's schema has changed.");
}
