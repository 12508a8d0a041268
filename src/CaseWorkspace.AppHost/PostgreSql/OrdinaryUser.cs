namespace CaseWorkspace.AppHost.PostgreSql;

/// <summary>PostgreSQL refuses to run as root: started by root, the private cluster belongs to <c>nobody</c>.</summary>
internal static class OrdinaryUser
{
    public static string? Name { get; } = Environment.IsPrivilegedProcess ? "nobody" : null;

    /// <summary>Can that user get to a folder inside this one?</summary>
    public static bool Reaches(string folder)
    {
        if (Name is null)
            return true;
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (!File.GetUnixFileMode(at.FullName).HasFlag(UnixFileMode.OtherExecute))
                return false;
        }

        return true;
    }
}
