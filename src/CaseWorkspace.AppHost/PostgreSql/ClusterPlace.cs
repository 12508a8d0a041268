using System.Security.Cryptography;

namespace CaseWorkspace.AppHost.PostgreSql;

/// <summary>
/// Where the private cluster lies: in the data folder, or, where its user cannot get there (a clone below /root), in a
/// folder of an unguessable name under /var/tmp that the data folder remembers.
/// </summary>
public sealed class ClusterPlace(DataFolder data)
{
    private const UnixFileMode Passage =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute;

    private readonly string elsewhere = data.Within("postgresql-folder");

    public string Home => File.Exists(elsewhere) ? File.ReadAllText(elsewhere).Trim() : data.Within("postgresql");
    public string Files => Path.Combine(Home, "cluster");
    public string Log => Path.Combine(Home, "server.log");
    public bool HasCluster => File.Exists(Path.Combine(Files, "PG_VERSION"));

    public void Prepare()
    {
        if (Directory.Exists(Home))
            return;
        if (!OrdinaryUser.Reaches(data.Path))
        {
            var name = "caseworkspace-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
            PrivateFile.Write(elsewhere, Path.Combine("/var/tmp", name));
        }

        Directory.CreateDirectory(Home, Passage);
    }

    public void Wipe()
    {
        if (Directory.Exists(Home))
            Directory.Delete(Home, recursive: true);
    }
}
