namespace CaseWorkspace.Tests;

/// <summary>
/// In what a feature is otherwise than the rule, and why: written by hand beside the feature's tests, found by looking. A feature that is as
/// all others needs none.
/// </summary>
internal interface IFeatureExceptions
{
    /// <summary>Events that lie in no file: no history tells them.</summary>
    IReadOnlyCollection<string> EventsOfNoFile => [];

    /// <summary>Events that only those see who answer for who is on the file.</summary>
    IReadOnlyCollection<string> EventsForTheLeadAlone => [];

    /// <summary>Of these events everybody on the file sees less than its lead: by event, the fields.</summary>
    IReadOnlyDictionary<string, string[]> LessToOthers => new Dictionary<string, string[]>();

    /// <summary>Commands that are no acts on a thing that is there, and why.</summary>
    IReadOnlyDictionary<string, string> NoActs => new Dictionary<string, string>();
}

/// <summary>The exceptions of all features.</summary>
internal static class FeatureExceptions
{
    public static IReadOnlyList<IFeatureExceptions> All { get; } =
    [
        .. typeof(FeatureExceptions).Assembly.GetTypes().Where(type => type.IsClass && typeof(IFeatureExceptions).IsAssignableFrom(type))
            .Select(type => (IFeatureExceptions)Activator.CreateInstance(type)!),
    ];
}
