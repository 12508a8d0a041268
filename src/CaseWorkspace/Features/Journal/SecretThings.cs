namespace CaseWorkspace.Features.Journal;

/// <summary>
/// Things whose existence is a secret (<see cref="Platform.Things.ThingDescriptor.IsSecret"/>), as the journal shows them to people who read all of
/// it: the sub-file in which one lies stands in its place, and what was done has one neutral name. Who is named in the sub-file reads the entries as they are.
/// </summary>
internal static class SecretThings
{
    /// <summary>The neutral name.</summary>
    internal const string Inside = "sub-file.inside";

    private static readonly HashSet<string> Kinds = [.. AllFeatures.Things.All.Where(thing => thing.IsSecret).Select(thing => thing.Kind)];

    private static readonly string InSql = string.Join(", ", Kinds.Select(kind => $"'{kind}'"));

    /// <summary>That the thing <c>s</c> of the entry is one, in SQL.</summary>
    internal static string IsThing(string row) => $"coalesce({row}.kind in ({InSql}), false)";

    /// <summary>
    /// The name of what was done, in SQL, of the entry <c>e</c> about the thing <c>s</c>. A try at something that is not there is told alike; a list of a whole file
    /// says nothing.
    /// </summary>
    internal static readonly string Operation =
        $"case when split_part(e.operation, '.', 1) in ({InSql}) and e.thing is not null and s.kind is distinct from '{Platform.Policy.ThingKind.Investigation}' then '{Inside}' else e.operation end";

    /// <summary>Whether entries can be asked for by this name.</summary>
    internal static bool IsAsked(string operation) => !Kinds.Contains(operation.Split('.')[0]);
}
