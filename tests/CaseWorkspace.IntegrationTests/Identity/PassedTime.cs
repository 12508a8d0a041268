using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>Lets time pass for an account or a session without waiting, in the database of the identity server that a test uses.</summary>
public static class PassedTime
{
    private static readonly ConcurrentDictionary<string, string> Owners = new(StringComparer.Ordinal);

    /// <summary>The database, as its owner, of the host at this address.</summary>
    public static void At(string issuer, string owner) => Owners[issuer] = owner;

    /// <summary>As if the last code had been used longer ago than codes live: the current one serves again.</summary>
    public static Task SinceCodeAsync(string issuer, string userName) =>
        ExecuteAsync(issuer, "update identity.accounts set last_totp_step = 0 where user_name = $1", userName);

    /// <summary>As if the session of the browser with these cookies had begun ten minutes ago: its second factor is no longer a fresh one.</summary>
    public static Task SinceFactorAsync(string issuer, string handle) => ExecuteAsync(issuer,
        "update identity.sessions set second_factor_at = second_factor_at - interval '10 minutes', authenticated_at = authenticated_at - interval '10 minutes' where handle_hash = $1",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(handle))));

    /// <inheritdoc cref="SinceFactorAsync(string, string)"/>
    public static Task SinceFactorAsync(string issuer, Visitor visitor) => SinceFactorAsync(issuer, visitor.Cookies.GetCookies(new Uri(issuer))["cw-identity.session"].ShouldNotBeNull().Value);

    private static async Task ExecuteAsync(string issuer, string sql, string value)
    {
        await using var connection = new NpgsqlConnection(Owners[issuer]);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(value);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
