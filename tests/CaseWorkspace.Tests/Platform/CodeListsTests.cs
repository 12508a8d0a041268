using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

public sealed partial class CodeListsTests
{
    private static readonly Dictionary<string, CodeList> Shipped = JsonSerializer.Deserialize<Dictionary<string, CodeList>>(
        File.ReadAllText(Repository.At("src", "CaseWorkspace", "Platform", "Codes", "codes.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string> Lists => [.. Shipped.Keys];

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_says_where_it_is_from_and_is_not_empty(string list)
    {
        Shipped[list].Source.ShouldNotBeNullOrWhiteSpace();
        Shipped[list].Codes.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_code_stands_once_in_its_list(string list) => Shipped[list].Codes.Select(entry => entry.Code).ShouldBeUnique();

    [Theory]
    [MemberData(nameof(Lists))]
    public void Every_code_has_a_label_in_both_languages(string list)
    {
        Shipped[list].Codes.ShouldAllBe(entry => !string.IsNullOrWhiteSpace(entry.En) && !string.IsNullOrWhiteSpace(entry.Ka));
        Shipped[list].Codes.Where(entry => entry.En != entry.Ka && !Georgian().IsMatch(entry.Ka)).Select(entry => entry.Code).ShouldBeEmpty();
        Shipped[list].Codes.Where(entry => Georgian().IsMatch(entry.En)).Select(entry => entry.Code).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Validity_ends_after_it_begins(string list) =>
        Shipped[list].Codes.Where(entry => entry.From > entry.To).ShouldBeEmpty();

    [Fact]
    public void Labels_follow_the_readers_language()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ka-GE");
            CodeLists.Label("state", "FR").ShouldBe("საფრანგეთი");
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
            CodeLists.Label("state", "FR").ShouldBe("France");
            CodeLists.Label("state", "ZZ").ShouldBe("ZZ");
            CodeLists.Label("state", null).ShouldBe("");
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("FR ")]
    [InlineData("")]
    [InlineData(null)]
    public void Codes_are_exact(string? code) => CodeLists.Has("state", code).ShouldBeFalse();

    [Fact]
    public void Every_state_and_direction_of_a_request_is_in_its_list()
    {
        Constants(typeof(States)).Order().ShouldBe(CodeLists.Of("request-state").Select(entry => entry.Code).Order());
        Constants(typeof(Directions)).Order().ShouldBe(CodeLists.Of("request-direction").Select(entry => entry.Code).Order());
    }

    [Fact]
    public void Every_kind_of_processing_is_in_its_list() =>
        Enum.GetValues<Processing>().Select(one => one.Code()).Order().ShouldBe(CodeLists.Of("processing").Select(entry => entry.Code).Order());

    [Fact]
    public void Every_list_that_the_program_asks_for_is_shipped()
    {
        var asked = Repository.Sources("src", "CaseWorkspace").Select(File.ReadAllText)
            .SelectMany(text => AskedList().Matches(text)).Select(match => match.Groups["list"].Value).Distinct();
        asked.Except(Shipped.Keys).ShouldBeEmpty();
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

    [GeneratedRegex("[\u10A0-\u10FF]", RegexOptions.None, 1000)]
    private static partial Regex Georgian();

    [GeneratedRegex("(?:IsCode|IsCodeOrEmpty|AreCodes|CodeLists\\.(?:Of|Has|Find|Label))\\(\"(?<list>[a-z-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AskedList();
}
