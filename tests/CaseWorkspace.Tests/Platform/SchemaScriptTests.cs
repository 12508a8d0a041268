using System.Text.RegularExpressions;
using CaseWorkspace.Features;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

public sealed class SchemaScriptTests
{
    [Fact]
    public void The_schema_kept_for_deployment_is_what_the_event_store_needs() =>
        Repository.ShouldHold(
            Repository.At("deploy", "postgresql", "workspace.sql"), WorkspaceServices.SchemaScript(), "The event store's schema has changed.");

    /// <summary>An index on a member by another name than the one it is written under serves no query.</summary>
    [Fact]
    public void Indexes_name_members_as_they_are_written() =>
        Regex.Matches(WorkspaceServices.SchemaScript(), "data ->> '(?<name>[^']+)'", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(found => found.Groups["name"].Value).Distinct(StringComparer.Ordinal)
            .ShouldAllBe(name => char.IsAsciiLetterLower(name[0]));
}
