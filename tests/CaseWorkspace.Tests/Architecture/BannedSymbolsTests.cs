using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

public sealed class BannedSymbolsTests
{
    /// <summary>The analyser passes over a file of any other name without a word: what is banned in it would be banned nowhere.</summary>
    [Fact]
    public void The_list_has_the_name_by_which_the_analyser_finds_it()
    {
        var named = XDocument.Load(Repository.At("Directory.Build.props")).Descendants("AdditionalFiles").Select(file => (string)file.Attribute("Include")!).ToList();
        named.ShouldBe(["$(MSBuildThisFileDirectory)src/BannedSymbols.txt"]);
        File.ReadAllLines(Repository.At("src/BannedSymbols.txt")).Count(line => line.StartsWith("M:", StringComparison.Ordinal) || line.StartsWith("P:", StringComparison.Ordinal))
            .ShouldBeGreaterThan(10);
    }
}
