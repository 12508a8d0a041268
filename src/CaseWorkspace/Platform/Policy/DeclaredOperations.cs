using System.Reflection;

namespace CaseWorkspace.Platform.Policy;

/// <summary>Deny by default, for operations: one that a feature declares and no rule knows stops the start.</summary>
public static class DeclaredOperations
{
    /// <summary>The operations that a class declares, in its public static fields.</summary>
    public static IEnumerable<Operation> Of(Type list) =>
        list.GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(field => field.FieldType == typeof(Operation)).Select(field => (Operation)field.GetValue(null)!);

    /// <summary>
    /// Compares what each feature declares with its rules. An operation of the workspace's own or without a file has a row too: it says so there.
    /// </summary>
    /// <param name="features">Of each feature, the class in which it declares its operations, and its rules.</param>
    /// <exception cref="InvalidOperationException">An operation has no row, or a row is of no operation that the same feature declares.</exception>
    public static void Check(IEnumerable<(Type List, IReadOnlyList<Rule> Rules)> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        foreach (var (list, rules) in features)
        {
            var declared = Of(list).ToHashSet();
            if (declared.FirstOrDefault(operation => rules.All(rule => rule.Operation != operation)) is { } without)
            {
                throw new InvalidOperationException($"No rule knows the operation {without}: add a row for it to the rules of the feature.");
            }

            // Declared by no feature it would go unseen here; declared by another, that one alone says who may.
            if (rules.FirstOrDefault(rule => !declared.Contains(rule.Operation)) is { } stray)
            {
                throw new InvalidOperationException($"{list.Name} does not declare the operation {stray.Operation}, of which its feature has a row: a feature says who may do what it declares itself, and nothing else.");
            }
        }
    }
}
