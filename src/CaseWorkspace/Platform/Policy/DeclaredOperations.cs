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
    /// Compares what is declared with the table. An operation of the workspace's own or without a file has a row too: it says so there.
    /// </summary>
    /// <param name="lists">The classes in which the features declare their operations.</param>
    /// <param name="policy">The table.</param>
    /// <exception cref="InvalidOperationException">An operation has no row, or a row no operation.</exception>
    public static void Check(IEnumerable<Type> lists, AccessPolicy policy)
    {
        var declared = lists.SelectMany(Of).ToHashSet();
        if (declared.FirstOrDefault(operation => !policy.Knows(operation)) is { } without)
        {
            throw new InvalidOperationException($"No rule knows the operation {without}: add its rows to the table in Features/Access.");
        }

        // Named by a command or a query, and by no feature's list: it would go unseen here.
        if (policy.Rules.FirstOrDefault(rule => !declared.Contains(rule.Operation)) is { } stray)
        {
            throw new InvalidOperationException($"No feature declares the operation {stray.Operation}, of which the table has a row: add it to the feature's list of operations.");
        }
    }
}
