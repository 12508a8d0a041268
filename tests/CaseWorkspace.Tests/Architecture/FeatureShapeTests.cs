using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CaseWorkspace.Features;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>All features look alike, so that who has read one can read the others.</summary>
public sealed partial class FeatureShapeTests
{
    private const int LongestFile = 350;

    private static readonly AccessPolicy Policy = new(AllFeatures.Rules);

    /// <summary>Words of frameworks rather than of the field.</summary>
    private static readonly string[] Hollow = ["Manager", "Helper", "Helpers", "Service", "Util", "Utils", "Utility", "Base", "Impl"];

    /// <summary>Queries that are handed their operation, and by whom.</summary>
    private static readonly Dictionary<string, string> HandedTheirs = new()
    {
        ["ContentOfItem"] = "the same question before upload, download and verification; EvidenceContent names which",
    };

    public static TheoryData<string> Features => [.. Directory.GetDirectories(Folder()).Select(folder => Path.GetFileName(folder)).Order()];

    [Theory]
    [MemberData(nameof(Features))]
    public void A_feature_explains_itself_names_its_operations_and_puts_itself_together(string feature)
    {
        File.Exists(Path.Combine(Folder(feature), "README.md")).ShouldBeTrue("README.md: the feature's words and what always holds");
        Single(feature, "*Operations.cs");
        Single(feature, "*Module.cs");
    }

    [Theory]
    [MemberData(nameof(Features))]
    public void A_feature_that_changes_something_has_events_and_an_aggregate(string feature)
    {
        if (Declared.Commands.Any(command => Declared.FeatureOf(command) == feature))
        {
            var events = Single(feature, "*Events.cs");
            var aggregates = Declared.Aggregates.Where(type => Declared.FeatureOf(type) == feature).ToArray();
            aggregates.ShouldNotBeEmpty($"{events} without an aggregate");
            aggregates.ShouldAllBe(type => File.Exists(Path.Combine(Folder(feature), type.Name + ".cs")));
            Single(feature, "*Endpoints.cs");
        }
    }

    [Fact]
    public void Every_feature_is_part_of_the_workspace() =>
        AllFeatures.Modules.Select(module => Declared.FeatureOf(module.GetType())).Order().ShouldBe(Features.Select(row => (string?)row.Data).Order());

    [Fact]
    public void A_command_stands_in_a_file_of_its_own() => InFilesOfTheirOwn(Declared.Commands, "Commands");

    [Fact]
    public void A_query_stands_in_a_file_of_its_own() => InFilesOfTheirOwn(Declared.Queries, "Queries");

    [Fact]
    public void Commands_and_queries_are_closed_records() =>
        Declared.Commands.Concat(Declared.Queries).Where(type => !type.IsSealed || type.GetMethod("<Clone>$") is null)
            .Select(type => type.Name).ShouldBeEmpty();

    [Fact]
    public void Commands_and_queries_cannot_be_changed_once_made() =>
        Declared.Commands.Concat(Declared.Queries).SelectMany(type => type.GetProperties())
            .Where(property => property.SetMethod is { IsPublic: true } set && !Immutability.IsInitOnly(set))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}").ShouldBeEmpty();

    /// <summary>Asked of an object without data: the operation depends on nothing that a caller could send.</summary>
    [Fact]
    public void Every_command_and_query_names_an_operation_that_the_table_knows() =>
        Declared.Commands.Concat(Declared.Queries.Where(type => !HandedTheirs.ContainsKey(type.Name)))
            .Where(type => OperationOf(type) is not { } operation || !Policy.Knows(operation)).Select(type => type.Name).ShouldBeEmpty();

    [Fact]
    public void Names_say_something() =>
        Declared.Types.Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), false)
                // What generators write at build time stands under names of their own.
                && type.Namespace?.StartsWith("CaseWorkspace", StringComparison.Ordinal) == true
                && Hollow.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal)))
            .Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void Files_are_short() =>
        Repository.Sources("src").Where(file => !file.Contains("Migrations", StringComparison.Ordinal) && File.ReadLines(file).Count() >= LongestFile)
            .Select(file => Path.GetRelativePath(Repository.Root, file)).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_to_be_done_and_no_warning_is_switched_off_in_place() =>
        Repository.Sources("src").Where(file => !file.Contains("Migrations", StringComparison.Ordinal) && Unfinished().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).ShouldBeEmpty();

    private static Operation? OperationOf(Type type)
    {
        var blank = RuntimeHelpers.GetUninitializedObject(type);
        return blank is IQuery query
            ? query.Operation
            : (Operation?)type.GetInterfaceMap(type.GetInterfaces().Single(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ICommand<>)))
                .TargetMethods.Single(method => method.Name.EndsWith("get_Operation", StringComparison.Ordinal)).Invoke(blank, null);
    }

    private static void InFilesOfTheirOwn(IEnumerable<Type> types, string folder)
    {
        var files = types.Select(type => Path.Combine(Folder(Declared.FeatureOf(type)!), folder, type.Name + ".cs")).ToArray();
        files.ShouldBeUnique();
        files.Where(file => !File.Exists(file)).ShouldBeEmpty();
    }

    private static string Single(string feature, string pattern)
    {
        var found = Directory.GetFiles(Folder(feature), pattern);
        found.Length.ShouldBe(1, $"{feature} has one {pattern}");
        return found[0];
    }

    private static string Folder(string feature = "") => Repository.At("src", "CaseWorkspace", "Features", feature);

    [GeneratedRegex("\\b(TODO|FIXME|HACK)\\b|#pragma warning disable", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unfinished();
}
