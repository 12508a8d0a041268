using System.Reflection;
using System.Text.RegularExpressions;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>
/// The code of a kind of thing stands in the folder of its feature. Each other place is named here by hand, with what it says there: a new
/// feature needs none (docs/design/adding-a-feature.md).
/// </summary>
public sealed partial class KindPlacesTests
{
    /// <summary>These hold other things, or their code is that of a relation and of a purpose too: the rules of access know them.</summary>
    private static readonly string[] KnownToAccess = [ThingKind.Investigation, ThingKind.SubFile, AccessThings.EmergencyAccess];

    /// <summary>Every other kind, those of features to come among them, with its feature's folder.</summary>
    private static readonly (string Kind, string Feature)[] Kinds =
    [
        .. AllFeatures.Modules.SelectMany(module => module.Things.Select(thing => (thing.Kind, Declared.FeatureOf(module.GetType())!)))
            .Where(one => !KnownToAccess.Contains(one.Kind)),
    ];

    /// <summary>Where else the code of a kind stands, or the same word; a kind that is not here stands nowhere else.</summary>
    private static readonly Dictionary<string, (string File, string Why)[]> Elsewhere = new()
    {
        [EvidenceThings.Item] =
        [
            ("src/CaseWorkspace/Features/InformationRequests/Commands/GoingAlong.cs", "the kind: what an answer takes along has to be an item"),
            ("src/CaseWorkspace/Features/People/PersonRules.cs", "the kind: a photograph of a person is an item"),
            ("deploy/postgresql/functions/duties.sql", "the kind: who keeps an item has a duty on its file"),
            ("deploy/postgresql/functions/goes_together.sql", "the kind: the same, of an item that changes hands"),
            ("deploy/postgresql/functions/releases_of.sql", "a field of an event of requests"),
            ("deploy/postgresql/functions/leaves_with.sql", "a field of the answers of requests"),
            ("src/CaseWorkspace/Features/InformationRequests/RequestThings.cs", "the same field"),
            ("src/CaseWorkspace/Features/InformationRequests/Pages/AnswerDraft.cs", "a field of the form of an answer"),
            ("src/CaseWorkspace/Features/InformationRequests/Pages/AnswerPage.razor", "the same field"),
        ],
        ["protocol"] = [("src/CaseWorkspace/Features/CovertMeasures/CovertRules.cs", "the kind: of what was destroyed a protocol was drawn up")],
    };

    public static TheoryData<string> Codes => [.. Kinds.Select(one => one.Kind)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_code_of_a_kind_stands_in_its_feature_and_where_this_test_names(string kind)
    {
        var feature = Kinds.Single(one => one.Kind == kind).Feature;
        var own = $"src/CaseWorkspace/Features/{feature}/";
        var names = NamesOf(kind, feature);
        var places = Files().Where(file => names.Any(name => file.Text.Contains(name, StringComparison.Ordinal))).Select(file => file.Path).ToArray();
        places.Count(file => file.StartsWith(own, StringComparison.Ordinal)).ShouldBeGreaterThan(1, "else the count would find nothing anywhere");
        places.Where(file => !file.StartsWith(own, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(Elsewhere.GetValueOrDefault(kind, []).Select(one => one.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Requests_people_and_questions_for_access_stand_nowhere_else_evidence_in_four_places_as_a_kind_and_protocols_in_one()
    {
        Kinds.Select(one => one.Kind).ShouldContain(RequestThings.Request);
        Kinds.Select(one => one.Kind).ShouldContain(InvestigationThings.AccessAsk);
        Elsewhere.Keys.ShouldBe([EvidenceThings.Item, "protocol"]);
        Elsewhere[EvidenceThings.Item].Count(one => one.Why.StartsWith("the kind", StringComparison.Ordinal)).ShouldBe(4);
    }

    /// <summary>What the guide says is done elsewhere is done in files that there are, and no more than it promises.</summary>
    [Fact]
    public void The_guide_to_a_new_feature_names_files_that_there_are()
    {
        var guide = File.ReadAllText(Repository.At("docs", "design", "adding-a-feature.md"));
        var edits = Edit().Matches(guide).Select(match => match.Groups["file"].Value).ToArray();
        edits.Length.ShouldBeInRange(1, 8);
        edits.ShouldAllBe(file => File.Exists(Repository.At(file)));
        Made().Count(guide).ShouldBe(14);
    }

    /// <summary>How a source says it: in quotes, or by a constant of the feature.</summary>
    private static string[] NamesOf(string kind, string feature) =>
    [
        $"\"{kind}\"", $"'{kind}'",
        .. Declared.Types.Where(type => Declared.FeatureOf(type) == feature)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.IsLiteral && field.GetRawConstantValue() as string == kind).Select(field => $"{field.DeclaringType!.Name}.{field.Name}"),
    ];

    /// <summary>Sources without comments of documentation. A migration that landed says what was; it is never changed.</summary>
    private static IEnumerable<(string Path, string Text)> Files() =>
        new[] { ("src/CaseWorkspace", "*.cs"), ("src/CaseWorkspace", "*.razor"), ("src/CaseWorkspace.Web", "*.cs"), ("src/CaseWorkspace.Web", "*.razor"), ("src/CaseWorkspace.Worker", "*.cs"), ("deploy/postgresql/functions", "*.sql") }
            .SelectMany(one => Repository.FilesBelow(Repository.At(one.Item1), one.Item2))
            .Select(file => (Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'),
                string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal)))));

    [GeneratedRegex(@"^\| E\d \| `(?<file>[^`]+)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Edit();

    [GeneratedRegex(@"^\| \d+ \| `", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Made();
}
