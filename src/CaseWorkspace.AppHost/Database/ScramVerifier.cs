using System.Security.Cryptography;
using System.Text;

namespace CaseWorkspace.AppHost.Database;

/// <summary>
/// A password as PostgreSQL stores it (RFC 5803): computed here, so that the password itself reaches neither the
/// server nor its statement log.
/// </summary>
internal static class ScramVerifier
{
    private const int Iterations = 4096;

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, 32);
        var client = SHA256.HashData(HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes("Client Key")));
        var server = HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes("Server Key"));
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(client)}:{Convert.ToBase64String(server)}";
    }
}
