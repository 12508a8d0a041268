namespace CaseWorkspace.Platform.Hosting;

/// <summary>Who signs people in to this installation.</summary>
/// <param name="Address">The issuer's address (OpenID Connect Core 1.0, section 2).</param>
/// <param name="IsOurs">Whether it is our own identity server, which keeps accounts and their journal in this database.</param>
public sealed record Issuer(string Address, bool IsOurs);
