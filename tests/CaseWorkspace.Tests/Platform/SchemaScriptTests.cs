using System.Text.RegularExpressions;
using CaseWorkspace.Features;
using CaseWorkspace.Platform.Hosting;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

public sealed partial class SchemaScriptTests
{
    private static readonly string[] Folders = [SchemaScripts.Migrations, SchemaScripts.Functions];
    private static readonly string[] Migrations = [.. SchemaScripts.Names.Where(name => name.StartsWith(SchemaScripts.Migrations, StringComparison.Ordinal))];
    private static readonly string[] Functions = [.. SchemaScripts.Names.Where(name => name.StartsWith(SchemaScripts.Functions, StringComparison.Ordinal))];

    [Fact]
    public void The_scripts_are_the_files_of_the_folders() =>
        SchemaScripts.Names.Order(StringComparer.Ordinal).ShouldBe(
            Folders.SelectMany(folder => Directory.EnumerateFiles(Repository.At("deploy", "postgresql", folder)).Select(file => folder + Path.GetFileName(file)))
                .Append("workspace-grants.sql").Order(StringComparer.Ordinal));

    [Fact]
    public void Migrations_have_numbers_that_follow_each_other_and_say_what_they_do()
    {
        Migrations.ShouldAllBe(name => Numbered().IsMatch(name));
        Migrations.Select(name => int.Parse(name.AsSpan(SchemaScripts.Migrations.Length, 4), System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(Enumerable.Range(0, Migrations.Length));
        Migrations.ShouldContain(SchemaScripts.LastCarriedOver);
    }

    /// <summary>It runs once, and knows what was there. A function that changes its parameters is dropped where it is, and there is none in a new database.</summary>
    [Fact]
    public void No_migration_asks_what_is_there() =>
        Migrations.Where(name => Asks().IsMatch(SchemaScripts.Text(name))).ShouldBeEmpty();

    [Fact]
    public void Each_function_has_a_file_of_its_name_that_begins_with_what_it_answers_and_who_calls_it()
    {
        Functions.Length.ShouldBeGreaterThan(30);
        foreach (var name in Functions)
        {
            var text = SchemaScripts.Text(name);
            Made().Matches(text).Select(made => $"functions/{made.Groups["name"].Value}.sql").ShouldBe([name]);
            var comment = text.Split('\n').TakeWhile(line => line.StartsWith("-- ", StringComparison.Ordinal)).ToArray();
            comment.Length.ShouldBeGreaterThan(1, name);
            comment.ShouldContain(line => line.StartsWith("-- Called by: ", StringComparison.Ordinal) || line.StartsWith("-- Set off by: ", StringComparison.Ordinal), name);
            if (!text.Contains($"workspace.{Path.GetFileNameWithoutExtension(name)}()", StringComparison.Ordinal))
            {
                comment.ShouldContain(line => line.StartsWith("-- Parameters: ", StringComparison.Ordinal), name);
            }
        }
    }

    [Fact]
    public void A_function_comes_after_those_that_it_calls()
    {
        var place = SchemaScripts.Names.Select((name, at) => (name, at)).ToDictionary(one => one.name, one => one.at, StringComparer.Ordinal);
        place["functions/standing.sql"].ShouldBeGreaterThan(place["functions/standing_at.sql"]);
        place["functions/standing_at.sql"].ShouldBeGreaterThan(place["functions/goes_together.sql"]);
        place["functions/level_changes.sql"].ShouldBeGreaterThan(place["functions/own_level.sql"]);
        place["workspace-grants.sql"].ShouldBe(place.Count - 1);
    }

    /// <summary>An index on a member by another name than the one it is written under serves no query.</summary>
    [Fact]
    public void Indexes_name_members_as_they_are_written() =>
        Regex.Matches(WorkspaceServices.SchemaScript(), "data ->> '(?<name>[^']+)'", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(found => found.Groups["name"].Value).Distinct(StringComparer.Ordinal)
            .ShouldAllBe(name => char.IsAsciiLetterLower(name[0]));

    [GeneratedRegex(@"^migrations/\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.sql$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"if\s+not\s+exists|create\s+or\s+replace|drop\s+(?!function)\w+\s+if\s+exists", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asks();

    [GeneratedRegex(@"^create or replace function (workspace|journal)\.(?<name>\w+)\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Made();
}
