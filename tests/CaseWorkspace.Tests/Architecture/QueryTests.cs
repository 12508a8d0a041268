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

    [GeneratedRegex("\\b(from|join)\\s+(visible|held)\\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FromVisible();

    /// <summary>Documents of case content; others are about access itself.</summary>
    [GeneratedRegex("mt_events|mt_doc_(?!breakglass|standin|accessask)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Content();

    /// <summary>Only what concerns the person who reads.</summary>
    [GeneratedRegex("= @_actor|@_actor in", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Own();

    [GeneratedRegex("\\b(insert|update|delete|truncate|alter|drop|grant|copy)\\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Changes();
}
