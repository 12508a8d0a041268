namespace CaseWorkspace.AppHost.Database;

/// <summary>The roles that log in: deploy/postgresql/roles.sql says what each may do.</summary>
public enum DatabaseRole
{
    Owner,
    App,
    Custodian,
    Identity,
}

public static class DatabaseRoles
{
    public static IReadOnlyList<DatabaseRole> All { get; } = Enum.GetValues<DatabaseRole>();

    public static string NameOf(DatabaseRole role) => role switch
    {
        DatabaseRole.Owner => "caseworkspace_owner",
        DatabaseRole.App => "caseworkspace_app",
        DatabaseRole.Custodian => "caseworkspace_custodian",
        DatabaseRole.Identity => "caseworkspace_identity",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    public static string PasswordOf(DatabaseRole role, Secrets secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return role switch
        {
            DatabaseRole.Owner => secrets.Owner,
            DatabaseRole.App => secrets.App,
            DatabaseRole.Custodian => secrets.Custodian,
            DatabaseRole.Identity => secrets.Identity,
            _ => throw new ArgumentOutOfRangeException(nameof(role)),
        };
    }
}
