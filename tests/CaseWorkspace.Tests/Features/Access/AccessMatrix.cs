using System.Text;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Tests.Features.Access;

/// <summary>Prints the table of rules for people to read.</summary>
internal static class AccessMatrix
{
    private static readonly Role[] People = [.. Enum.GetValues<Role>().Where(role => role != Role.System)];

    public static string Print(IReadOnlyList<Rule> rules)
    {
        var text = new StringBuilder(
            """
            # Who may do what

            Printed by a test from the rules of each feature (`src/CaseWorkspace/Features/*/*Operations.cs`); do not edit by hand (`UPDATE_DOCS=1` rewrites it).
            An operation is allowed to a role that stands in one of the relations named, under the condition named.
            *any* means that no file is concerned and the role alone suffices. What is not here is refused,
            and what is refused looks like what does not exist. In a closed file nothing is added or changed, but where it says so; it can be read.

            """);

        foreach (var feature in Declared.Operations.GroupBy(one => one.Feature).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append('\n').Append("## ").Append(feature.Key).Append("\n\n");
            text.Append("| operation | processing | role | relation, one of | condition |\n|---|---|---|---|---|\n");
            foreach (var (_, _, operation) in feature.OrderBy(one => one.Operation.Name, StringComparer.Ordinal))
            {
                foreach (var rule in rules.Where(rule => rule.Operation == operation).OrderBy(rule => rule.Role))
                {
                    text.Append("| `").Append(operation.Name).Append("` | ").Append(operation.Processing.Code())
                        .Append(" | ").Append(rule.Role.Code())
                        .Append(" | ").Append(rule.Relations.Count == 0 ? "*any*" : string.Join(", ", rule.Relations.Select(relation => relation.Code())))
                        .Append(" | ").AppendJoin("; ", Conditions(rule)).Append(" |\n");
                }
            }
        }

        text.Append("\n## By role\n\n| operation | ").AppendJoin(" | ", People.Select(role => role.Code())).Append(" |\n|---|")
            .Append(string.Concat(Enumerable.Repeat("---|", People.Length))).Append('\n');
        foreach (var operation in Declared.Operations.Select(one => one.Operation).OrderBy(one => one.Name, StringComparer.Ordinal))
        {
            text.Append("| `").Append(operation.Name).Append("` | ")
                .AppendJoin(" | ", People.Select(role => Mark(rules.FirstOrDefault(rule => rule.Operation == operation && rule.Role == role))))
                .Append(" |\n");
        }

        text.Append("\n● by role alone · ○ with a relation · ◐ with a relation and under a condition\n");
        return text.ToString();
    }

    private static IEnumerable<string> Conditions(Rule rule) =>
        new[]
        {
            rule.Condition,
            rule.StepUp ? "a second factor used in the last five minutes" : null,
            rule.Operation.InClosedFile ? "also in a closed file" : null,
        }.OfType<string>();

    private static string Mark(Rule? rule) => rule switch
    {
        null => "",
        { Relations.Count: 0 } => "●",
        { Condition: null, StepUp: false } => "○",
        _ => "◐",
    };
}
