using System.Text.RegularExpressions;
using CaseWorkspace.Features;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>What is read is read through the check: the statement itself begins at what was granted, or at what is visible.</summary>
public sealed partial class QueryTests
{
    public static TheoryData<string> Consultations => [.. Of(typeof(IConsultation<>)).Select(type => type.FullName!)];

    public static TheoryData<string> Listings => [.. Of(typeof(IListing<>)).Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Consultations))]
    public void Looking_at_a_thing_reads_from_what_was_granted(string query) =>
        Statements(query).ShouldAllBe(sql => FromGranted().IsMatch(sql));

    [Theory]
    [MemberData(nameof(Listings))]
    public void A_list_reads_from_what_is_visible_unless_it_needs_no_relation(string query)
    {
        var operation = Make(query).First().Operation;
        var rules = AllFeatures.Rules.Where(rule => rule.Operation == operation).ToArray();
        var needsNone = rules.All(rule => rule.Relations.Count == 0);
        var overseers = rules.All(rule => rule.Role == Role.Auditor);
        Statements(query).ShouldAllBe(sql => needsNone
            ? !Content().IsMatch(sql) && (!sql.Contains("mt_doc_", StringComparison.Ordinal) || overseers || Own().IsMatch(sql))
            : FromVisible().IsMatch(sql));
    }

    /// <summary>Each way to a page asks of each thing which of the reader's relations count, and puts nothing else into <c>listed</c>.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_walk_through_things_lists_what_relations_of_the_reader_lead_to_and_nothing_else(bool byWords)
    {
        var sql = new ThingsInOrder("evidence", "id desc") { ByWords = byWords }.Sql;
        var ways = Ways().Matches(sql).ToDictionary(way => way.Groups["name"].Value, way => way.Groups["text"].Value);
        ways.Keys.ShouldBe(["many", "walked", "way", "relations_to", "scanned", "gathered", "listed"]);
        foreach (var way in new[] { "walked", "scanned" })
            ways[way].ShouldContain("from workspace.standing(@_actor, @_unit, @_subjects) r\n        where r.scope = any(array[s.id, s.holder]) and r.relation = any(@_relations)\n        having count(*) > 0".Replace("        ", "", StringComparison.Ordinal));
        ways["relations_to"].ShouldContain("from held r");
        ReadStatements.Visible.ShouldContain("select r.scope, r.kind, r.relation from workspace.standing(@_actor, @_unit, @_subjects) r where r.relation = any(@_relations)");
        FromThings().Count(ways["gathered"]).ShouldBe(2, "each of its two parts begins with the relations");
        Sources().Matches(ways["listed"]).Select(source => source.Value).ShouldBe(["from walked", "from scanned", "from gathered"]);
    }

    [Theory]
    [MemberData(nameof(Listings))]
    public void A_list_has_an_end(string query) => Statements(query).ShouldAllBe(sql => sql.Contains("@_limit", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Consultations))]
    [MemberData(nameof(Listings))]
    public void Who_reads_changes_nothing(string query) =>
        Statements(query).ShouldAllBe(sql => !Changes().IsMatch(sql));

    /// <summary>The journal says by the operation what was done: a person who reads a list has not reviewed, answered or changed anything.</summary>
    [Theory]
    [MemberData(nameof(Listings))]
    public void A_list_is_recorded_as_a_look(string query) =>
        Make(query).ShouldAllBe(one => one.Operation.Processing == Processing.Consultation || one.Operation.Processing == Processing.Disclosure);

    /// <summary>Values come as parameters; a statement that varies with what was typed would put it into the SQL.</summary>
    [Theory]
    [MemberData(nameof(Consultations))]
    [MemberData(nameof(Listings))]
    public void What_is_typed_never_becomes_part_of_a_statement(string query) =>
        Statements(query).ShouldAllBe(sql => !sql.Contains("typed", StringComparison.Ordinal));

    private static IEnumerable<Type> Of(Type kind) => Declared.Queries.Where(type => Declared.Implements(type, kind));

    private static IEnumerable<string> Statements(string query) => Make(query).Select(one => one.Sql);

    /// <summary>The query with nothing filled in, and with everything, so that each branch of its statement is seen.</summary>
    private static IEnumerable<IQuery> Make(string query)
    {
        var constructor = Declared.Queries.Single(type => type.FullName == query).GetConstructors()[0];
        yield return (IQuery)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Blank(parameter.ParameterType))]);
        yield return (IQuery)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Filled(parameter.ParameterType))]);
    }

    private static object? Blank(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private static object? Filled(Type type) =>
        type == typeof(string) ? "typed"
        : type == typeof(bool) ? true
        : Nullable.GetUnderlyingType(type) is { } value ? Activator.CreateInstance(value)
        : Blank(type);

    [GeneratedRegex("\\b(from|join)\\s+granted\\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FromGranted();

    // What is listed by the walk through things in order is visible: see below.
    [GeneratedRegex("\\b(from|join)\\s+(visible|held|listed)\\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FromVisible();

    [GeneratedRegex("^, (?<name>\\w+) as (materialized )?\\((?<text>.*?)(?=^, \\w+ as |\\z)", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Ways();

    [GeneratedRegex("from relations_to to_(holder|it) (left )?join workspace.case_scope s on s.(holder = to_holder|id = to_it).scope", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FromThings();

    [GeneratedRegex("from (walked|scanned|gathered|workspace\\.\\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sources();

    /// <summary>Documents of case content; others are about access itself.</summary>
    [GeneratedRegex("mt_events|mt_doc_(?!breakglass|standin|accessask)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Content();

    /// <summary>Only what concerns the person who reads.</summary>
    [GeneratedRegex("= @_actor|@_actor in", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Own();

    [GeneratedRegex("\\b(insert|update|delete|truncate|alter|drop|grant|copy)\\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Changes();
}
