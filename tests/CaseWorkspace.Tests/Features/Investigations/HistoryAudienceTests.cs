using System.Text.Json;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

/// <summary>What of each event the history of a file shows, and to whom: an event that is shown otherwise than whole is named by hand.</summary>
public sealed class HistoryAudienceTests
{
    private static readonly string[] OfNoFile = [.. FeatureExceptions.All.SelectMany(feature => feature.EventsOfNoFile)];

    private static readonly string[] ToLeadAlone = [.. FeatureExceptions.All.SelectMany(feature => feature.EventsForTheLeadAlone)];

    private static readonly Dictionary<string, string[]> LessToOthers =
        FeatureExceptions.All.SelectMany(feature => feature.LessToOthers).ToDictionary(one => one.Key, one => one.Value);

    public static TheoryData<string> Names => [.. Declared.Events.Select(one => one.EventTypeName)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_event_shows_what_is_written_here_and_nothing_else(string name)
    {
        var shown = AllFeatures.Things.Events.SingleOrDefault(one => one.Event == name);
        if (OfNoFile.Contains(name))
        {
            shown.ShouldBeNull();
            return;
        }

        var all = Declared.Events.Single(one => one.EventTypeName == name).EventType.GetProperties()
            .Select(one => JsonNamingPolicy.CamelCase.ConvertName(one.Name)).Order(StringComparer.Ordinal).ToArray();
        shown.ShouldNotBeNull("an event that is not decided on is shown to nobody");
        shown.LeadAlone.ShouldBe(ToLeadAlone.Contains(name));
        shown.Fields.Concat(shown.ToLead ?? []).Order(StringComparer.Ordinal).ShouldBe(all);
        shown.Fields.Intersect(LessToOthers.GetValueOrDefault(name, [])).ShouldBeEmpty();
        (shown.ToLead ?? []).Order(StringComparer.Ordinal).ShouldBe(
            ToLeadAlone.Contains(name) ? all : LessToOthers.GetValueOrDefault(name, []).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_history_is_open_to_a_custodian_or_a_liaison_officer() =>
        AllFeatures.Rules.Where(rule => rule.Operation == InvestigationOperations.ViewTimeline || rule.Operation == InvestigationOperations.List)
            .SelectMany(rule => rule.Relations).Except(Audience.OfTheFile).ShouldBeEmpty();
}
