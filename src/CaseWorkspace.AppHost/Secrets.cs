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

    // Later than the others: an installation from before has none, and gets them at its next start.
    public string KeysOwner { get; init; } = "";
    public string Keys { get; init; } = "";
    public string KeysCustodian { get; init; } = "";

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
        }.WithKeys();
    }

    public static Secrets LoadOrGenerate(string file)
    {
        if (File.Exists(file))
        {
            var found = JsonSerializer.Deserialize<Secrets>(File.ReadAllText(file))
                ?? throw new CannotStartException($"{file} is empty: start with --fresh, or put back the file.");
            return found.Keys.Length > 0 ? found : Kept(file, found.WithKeys());
        }

        return Kept(file, Generate());
    }

    private static Secrets Kept(string file, Secrets secrets)
    {
        PrivateFile.Write(file, JsonSerializer.Serialize(secrets));
        return secrets;
    }

    private Secrets WithKeys() => this with { KeysOwner = Password(), Keys = Password(), KeysCustodian = Password() };

    private static string Password() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
