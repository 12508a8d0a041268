using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using CaseWorkspace.Platform.Storage;
using JasperFx.Events;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>Events outlive the program: their names are fixed, their texts are marked, and what folds them cannot be changed.</summary>
public sealed partial class EventTests
{
    /// <summary>
    /// Texts in events that nobody writes freely: codes of a reference table, and what the program makes itself.
    /// Everything else is marked, because erasure has to find it.
    /// </summary>
    private static readonly Dictionary<string, string> NotFree = new()
    {
        ["Number"] = "drawn from a series",
        ["Unit"] = "code of unit",
        ["Role"] = "code of role or protocol-role",
        ["Roles"] = "codes of role",
        ["Postings"] = "codes of state",
        ["Relation"] = "code of relation",
        ["Verdict"] = "code of break-glass-verdict or screening-decision",
        ["Subjects"] = "names of relations' holders: ids and codes",
        ["Country"] = "code of state or citizenship",
        ["Countries"] = "codes of state",
        ["OffenceForms"] = "codes of offence-form",
        ["Purpose"] = "code of request-purpose or custody-purpose",
        ["LegalBasis"] = "code of legal-basis",
        ["Urgency"] = "code of urgency",
        ["Channel"] = "code of channel",
        ["Result"] = "code of item-answer",
        ["Ground"] = "code of refusal-ground, task-ground, clock-stop or covert-end",
        ["HandlingCode"] = "code of handling-code",
        ["SourceGrade"] = "code of source-grade",
        ["InformationGrade"] = "code of information-grade",
        ["Kind"] = "code of evidence-kind, name-kind, person-fact-kind or covert-measure",
        ["Condition"] = "code of item-condition",
        ["Opinion"] = "code of review-opinion",
        ["Fault"] = "code of content-fault",
        ["Alphabet"] = "code of alphabet",
        ["Status"] = "code of procedural-status",
        ["Category"] = "code of analytic-category",
        ["Stage"] = "code of offence-stage",
        ["Article"] = "code of offence",
        ["Part"] = "a number",
        ["Letter"] = "a letter or three",
        ["Aggravating"] = "codes of aggravating",
        ["Capacity"] = "code of representative-capacity",
        ["Step"] = "code of qualification-step or covert-step",
        ["Indicators"] = "codes of screening-indicator",
        ["Action"] = "code of investigative-action",
        ["Basis"] = "code of protocol-basis or covert-basis",
        ["Means"] = "codes of technical-means",
        ["How"] = "code of protocol-signature or covert-service",
        ["Finding"] = "code of court-control-finding",
        ["Template"] = "code of task-template",
        ["Outcome"] = "code of task-outcome or covert-material",
        ["Start"] = "code of clock-start",
        ["Rule"] = "code of limit-rule",
        ["From"] = "a minute, a day or a month",
        ["Until"] = "a minute, a day or a month",
        ["Zone"] = "code of time-zone",
        ["Sha256"] = "worked out here",
        ["FoundSha256"] = "worked out here",
        ["MediaType"] = "a media type (RFC 6838)",
    };

    private static string Approved => Repository.At("tests", "CaseWorkspace.Tests", "event-aliases.approved.txt");

    /// <summary>Records declared in the files of events.</summary>
    private static IEnumerable<Type> DeclaredInEventFiles() =>
        Directory.GetDirectories(Repository.At("src", "CaseWorkspace", "Features")).SelectMany(folder => Directory.GetFiles(folder, "*Events.cs"))
            .SelectMany(file => RecordName().Matches(File.ReadAllText(file))
                .Select(match => Declared.Types.Single(type => type.Name == match.Groups["name"].Value
                    && Declared.FeatureOf(type) == Path.GetFileName(Path.GetDirectoryName(file)))));

    [Fact]
    public void Every_record_in_a_file_of_events_is_an_event_with_a_name_or_a_part_of_one()
    {
        var events = Declared.Events.Select(one => one.EventType).ToHashSet();
        var parts = events.SelectMany(PartsOf).ToHashSet();
        DeclaredInEventFiles().Where(type => !events.Contains(type) && !parts.Contains(type)).Select(type => type.Name).ShouldBeEmpty();
    }

    [Fact]
    public void Every_event_is_declared_in_the_file_of_its_features_events() =>
        Declared.Events.Select(one => one.EventType).Except(DeclaredInEventFiles()).Select(type => type.Name).ShouldBeEmpty();

    [Fact]
    public void Names_of_events_are_hyphenated_words_each_given_once()
    {
        Declared.Events.Select(one => one.EventTypeName).Where(name => !Hyphenated().IsMatch(name)).ShouldBeEmpty();
        Declared.Events.Select(one => one.EventTypeName).ShouldBeUnique();
    }

    [Fact]
    public void Names_of_events_are_the_approved_ones() =>
        Repository.ShouldHold(
            Approved,
            string.Concat(Declared.Events.Select(one => $"{one.EventTypeName} {one.EventType.Name}\n").Order(StringComparer.Ordinal)),
            "A name that was ever stored must never change; a new event is approved by adding its line.");

    [Fact]
    public void Every_event_is_taken_up_by_one_aggregate()
    {
        foreach (var type in Declared.Events.Select(one => one.EventType))
        {
            Declared.Aggregates.Count(aggregate => Taken(aggregate).Contains(type)).ShouldBe(1, type.Name);
        }
    }

    [Fact]
    public void What_folds_events_is_public_or_it_would_be_passed_over() =>
        Declared.Aggregates.SelectMany(type => type.GetMethods(BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.Name is "Apply" or "Create").Select(method => $"{method.DeclaringType!.Name}.{method.Name}").ShouldBeEmpty();

    [Fact]
    public void Aggregates_cannot_be_changed_but_by_events() =>
        Declared.Aggregates.SelectMany(type => type.GetProperties()).Where(property =>
                (property.SetMethod is { } set && !Immutability.IsInitOnly(set))
                || property.PropertyType.IsArray
                || (property.PropertyType.IsGenericType && typeof(IList).IsAssignableFrom(property.PropertyType) && !property.PropertyType.IsValueType))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}").ShouldBeEmpty();

    [Fact]
    public void Aggregates_and_events_are_closed_records() =>
        Declared.Aggregates.Concat(Declared.Events.Select(one => one.EventType))
            .Where(type => !type.IsSealed || type.GetMethod("<Clone>$") is null).Select(type => type.Name).ShouldBeEmpty();

    [Fact]
    public void Every_text_in_an_event_is_a_code_or_marked_as_written_freely() =>
        Declared.Events.SelectMany(one => PartsOf(one.EventType).Prepend(one.EventType)).Distinct()
            .SelectMany(type => type.GetProperties())
            .Where(property => property.PropertyType == typeof(string) || property.PropertyType == typeof(string[]))
            .Where(property => !NotFree.ContainsKey(property.Name)
                && !property.IsDefined(typeof(FreeTextAttribute)) && !property.IsDefined(typeof(PersonalDataAttribute)))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}").ShouldBeEmpty();

    [Fact]
    public void Events_hold_no_number_of_an_enum() =>
        Declared.Events.SelectMany(one => PartsOf(one.EventType).Prepend(one.EventType)).SelectMany(type => type.GetProperties())
            .Where(property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsEnum)
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}").ShouldBeEmpty();

    private static HashSet<Type> Taken(Type aggregate) =>
    [
        .. aggregate.GetMethods().Where(method => method.Name is "Apply" or "Create").Select(method => method.GetParameters()[0].ParameterType)
            .Select(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEvent<>) ? type.GetGenericArguments()[0] : type),
    ];

    /// <summary>Our own types inside an event, at any depth.</summary>
    private static IEnumerable<Type> PartsOf(Type type) => type.GetProperties()
        .Select(property => property.PropertyType.IsArray ? property.PropertyType.GetElementType()! : property.PropertyType)
        .Where(part => part.Assembly == Declared.Workspace && !part.IsEnum)
        .SelectMany(part => PartsOf(part).Prepend(part));

    [GeneratedRegex("^public sealed record (?<name>\\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RecordName();

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hyphenated();
}
