namespace CaseWorkspace.AppHost;

/// <summary>The source tree this program was built in, where there is one.</summary>
public static class Repository
{
    public static string? Root { get; } = Find();

    /// <summary>.data of the tree, or of the current folder.</summary>
    public static string DefaultDataFolder => Path.Combine(Root ?? Environment.CurrentDirectory, ".data");

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "CaseWorkspace.sln")))
                return at.FullName;
        }

        return null;
    }
}
