using System.Security.Cryptography;
using System.Text.Json;

namespace CaseWorkspace.AppHost;

/// <summary>
/// Passwords and keys of one installation, made once and kept in a file that only its owner reads.
/// </summary>
public sealed record Secrets
{
    /// <summary>Tells installations apart that meet on one PostgreSQL server.</summary>
    public required Guid Installation { get; init; }
    public required string Superuser { get; init; }
    public required string Owner { get; init; }
    public required string App { get; init; }
    public required string Custodian { get; init; }
    public required string Identity { get; init; }

    public static Secrets Generate()
    {
        return new Secrets
        {
            Installation = Guid.CreateVersion7(),
            Superuser = Password(),
            Owner = Password(),
            App = Password(),
            Custodian = Password(),
            Identity = Password(),
        };
    }

    public static Secrets LoadOrGenerate(string file)
    {
        if (File.Exists(file))
        {
            return JsonSerializer.Deserialize<Secrets>(File.ReadAllText(file))
                ?? throw new CannotStartException($"{file} is empty: start with --fresh, or put back the file.");
        }

        var secrets = Generate();
        PrivateFile.Write(file, JsonSerializer.Serialize(secrets));
        return secrets;
    }

    private static string Password() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
