using System.Reflection;
using System.Text.RegularExpressions;
using CaseWorkspace.Features;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Things;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>What the features hand over about their things is whole: pages, lists and histories need no list of their own.</summary>
public sealed partial class ThingDescriptorTests
{
    /// <summary>What people write; the one that an event has is quoted in the history.</summary>
    private static readonly string[] Written = ["text", "reasons", "reason", "summary", "question", "note"];

    public static TheoryData<string> Kinds => [.. AllFeatures.Things.All.Select(thing => thing.Kind)];

    private static ThingDescriptor Of(string kind) => AllFeatures.Things.Find(kind)!;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_thing_has_a_word_and_a_thing_with_a_page_a_word_for_the_link(string kind)
    {
        Texts.Find($"thing.{kind}").ShouldNotBeNull();
        // The file's own page is where the timeline stands: nothing links there.
        (Texts.Find($"thing.{kind}.open") is not null).ShouldBe(Of(kind).Page is not null && kind is not ThingKind.Investigation);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_code_of_a_table_of_states_has_a_tone(string kind)
    {
        foreach (var states in Of(kind).States)
        {
            states.Codes.ShouldBe(CodeLists.Of(states.List).Select(entry => entry.Code), ignoreOrder: true, states.List);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_page_of_a_thing_is_there(string kind)
    {
        if (Of(kind).Page is { } page)
        {
            Declared.Types.SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template)
                .ShouldContain(page + "/{Id:guid}");
        }
    }

    /// <summary>A table of states that a feature shows has its tones from the same feature.</summary>
    [Fact]
    public void What_is_shown_as_a_state_is_handed_over_by_the_feature_that_shows_it()
    {
        var shown = Repository.FilesBelow(Repository.At("src", "CaseWorkspace", "Features"), "*.razor")
            .SelectMany(file => StateShown().Matches(File.ReadAllText(file)).Select(match => (Feature: FeatureOfFile(file), List: match.Groups["list"].Value)))
            .Distinct().ToArray();
        shown.Length.ShouldBeGreaterThan(8);
        foreach (var (feature, list) in shown)
        {
            AllFeatures.Modules.Single(module => Declared.FeatureOf(module.GetType()) == feature).Things.SelectMany(thing => thing.States)
                .Select(states => states.List).ShouldContain(list, feature);
        }
    }

    [Fact]
    public void The_history_tells_events_of_the_feature_alone_and_has_words_for_each()
    {
        foreach (var module in AllFeatures.Modules)
        {
            foreach (var shown in module.Things.SelectMany(thing => thing.Events))
            {
                var mapped = Declared.Events.Single(one => one.EventTypeName == shown.Event);
                Declared.FeatureOf(mapped.EventType).ShouldBe(Declared.FeatureOf(module.GetType()), shown.Event);
                Texts.Find($"event.{shown.Event}").ShouldNotBeNull(shown.Event);
                Texts.Find($"event.{shown.Event}.kind").ShouldNotBeNull(shown.Event);
            }
        }
    }

    /// <summary>What was said of a person stays in the history when it is put right.</summary>
    private static readonly string[] Facts = ["person-fact-recorded", "kept-fact-recorded"];

    [Fact]
    public void What_somebody_wrote_with_an_event_is_quoted()
    {
        foreach (var shown in AllFeatures.Things.Events)
        {
            string?[] written = [.. shown.Fields.Concat(shown.ToLead ?? []).Intersect(Written)];
            shown.Quoted.ShouldBe(Facts.Contains(shown.Event) ? "content.value" : written.SingleOrDefault(), shown.Event);
        }
    }

    [Fact]
    public void A_tab_that_says_how_many_there_are_names_a_kind_that_is_counted_and_a_start_a_kind_that_there_is()
    {
        var services = new ServiceCollection();
        foreach (var module in AllFeatures.Modules)
        {
            module.Add(services);
        }

        // Registered as they are: nothing has to be made.
        var tabs = services.Select(one => one.ImplementationInstance).OfType<FileTab>().Select(tab => tab.Counts).OfType<string>().ToArray();
        tabs.ShouldBe(AllFeatures.Things.All.Where(thing => thing.Counted is not null).Select(thing => thing.Kind), ignoreOrder: true);
        services.Select(one => one.ImplementationInstance).OfType<ThingStart>().ShouldAllBe(start => AllFeatures.Things.Find(start.Kind) != null);
        services.Select(one => one.ImplementationInstance).OfType<PastPart>().ShouldAllBe(part => AllFeatures.Things.Find(part.Kind) != null);
    }

    [Theory]
    [InlineData("Evidence")]
    [InlineData("e1")]
    [InlineData("")]
    public void A_kind_that_the_database_would_refuse_stops_the_start(string kind) =>
        Should.Throw<InvalidOperationException>(() => new ThingCatalogue([new ThingDescriptor(kind)]));

    [Fact]
    public void Two_of_one_kind_or_one_table_or_one_event_stop_the_start()
    {
        Should.Throw<InvalidOperationException>(() => new ThingCatalogue([new("a"), new("a")])).Message.ShouldContain("kind of thing 'a'");
        Should.Throw<InvalidOperationException>(() => new ThingCatalogue([new("a") { States = [new("s")] }, new("b") { States = [new("s")] }])).Message.ShouldContain("table of states 's'");
        Should.Throw<InvalidOperationException>(() => new ThingCatalogue([new("a") { Events = [new("e", [])] }, new("b") { Events = [new("e", [])] }])).Message.ShouldContain("event 'e'");
    }

    /// <summary>In place of a list of kinds in the database: what no feature hands over is never written.</summary>
    [Fact]
    public void A_thing_of_a_kind_that_no_feature_hands_over_is_not_placed()
    {
        var happened = new Event<Happened>(new Happened()) { StreamId = Guid.CreateVersion7() };
        AccessFold.Of([new OneEvent([new ThingDescriptor("stray")])]).Of(happened).ToArray().Length.ShouldBe(1);
        Should.Throw<InvalidOperationException>(() => AccessFold.Of([new OneEvent([])]).Of(happened).ToArray()).Message.ShouldContain("'stray'");
    }

    private static string FeatureOfFile(string file) => Path.GetRelativePath(Repository.At("src", "CaseWorkspace", "Features"), file).Split(Path.DirectorySeparatorChar)[0];

    [GeneratedRegex("<StateChip List=\"(?<list>[a-z-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StateShown();

    private sealed record Happened;

    private sealed class OneEvent(IReadOnlyList<ThingDescriptor> things) : IFeature
    {
        public Type Operations => GetType();

        public IReadOnlyList<Rule> Rules => [];

        public IReadOnlyList<ThingDescriptor> Things => things;

        public AccessFold Access => new AccessFold().On<Happened>(happened => [new ThingPlaced(happened.StreamId, "stray", null)]);

        public void Store(StoreOptions options)
        {
        }

        public void Add(IServiceCollection services)
        {
        }

        public ApiSection Section => new("Test", "Tests.");

        public void Map(IEndpointRouteBuilder api)
        {
        }
    }
}
