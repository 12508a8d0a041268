using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CaseWorkspace.Platform.Actors;

/// <summary>
/// Reads an issuer's claims by the tables of the settings and says the same in ours. It comes before everything that asks who somebody is: at sign-in,
/// at each renewal and for a program's token. Our own identity server's claims pass as they are. See docs/adr/0040.
/// </summary>
/// <param name="issuer">The tables; null: the issuer is our own identity server.</param>
/// <param name="clock">For the day on which a pair of roles is refused.</param>
public sealed class IssuerClaims(ClaimTable? issuer, TimeProvider clock)
{
    /// <summary>The <c>acr</c> of a session in which a second factor was used.</summary>
    public const string SecondFactorContext = "urn:caseworkspace:second-factor";

    private const string Roles = "role";
    private const string SecondFactorAt = "second_factor_at";
    private const int OwnRule = 8;

    private const string IssuedAt = "iat";

    // What says where from, when, in which session and language, which every issuer names alike (OpenID Connect Core 1.0, section 2; RFC 7519, 4.1).
    private static readonly string[] Kept = ["iss", "aud", "exp", "sid", "client_id", "auth_time", "locale"];

    /// <summary>The principal in our words. One without a person, a role of ours or a second factor has no role, and so does not enter.</summary>
    public ClaimsPrincipal Translate(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (issuer is not { } table)
        {
            return principal;
        }

        List<Claim> ours = [.. principal.Claims.Where(claim => Kept.Contains(claim.Type, StringComparer.Ordinal))];
        var address = principal.FindFirstValue("iss") ?? "";
        if (Values(principal, table.Person) is [{ Length: > 0 } person])
        {
            ours.Add(new Claim("sub", PersonOf(address, person).ToString()));
        }

        ours.Add(new Claim(IssuedAt, SaidAt(principal)));
        ours.Add(new Claim("name", Values(principal, table.Name) is [var name, ..] ? name : ""));
        string[] units = [.. Meanings(principal, table.Unit, table.UnitTable)];
        ours.AddRange(units.Select(code => new Claim("unit", code)));
        ours.AddRange(Meanings(principal, table.Postings, table.PostingTable).Select(code => new Claim("posting", code)));
        var factors = Values(principal, table.SecondFactor);
        if (principal.FindFirst("auth_time") is { } at && factors.Intersect(table.SecondFactorValues, StringComparer.Ordinal).Any()
            && (table.Unit.Length == 0 || units.Length == 1))
        {
            ours.AddRange(RolesOf(principal, table).Select(code => new Claim(Roles, code)));
            // When the factor was used is known of the value alone that was asked for: of others the issuer may remember a device.
            if (factors.Contains(table.SecondFactorAsked, StringComparer.Ordinal))
            {
                ours.Add(new Claim(SecondFactorAt, at.Value));
                ours.Add(new Claim("acr", SecondFactorContext));
            }
        }

        return new ClaimsPrincipal(new ClaimsIdentity(ours, principal.Identity?.AuthenticationType, "name", Roles));
    }

    /// <summary>
    /// A renewed token in our words. At another issuer its <c>auth_time</c> may be that of a sign-in elsewhere, with the password alone: a renewal makes no
    /// factor younger.
    /// </summary>
    /// <param name="renewed">What the issuer says now.</param>
    /// <param name="before">The session's principal, in our words.</param>
    public ClaimsPrincipal TranslateRenewed(ClaimsPrincipal renewed, ClaimsPrincipal before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var ours = Translate(renewed);
        if (issuer is not null && ours.Identity is ClaimsIdentity identity && identity.FindFirst(SecondFactorAt) is { } at)
        {
            identity.RemoveClaim(at);
            if (before.FindFirst(SecondFactorAt) is { } first)
            {
                identity.AddClaim(first.Clone());
            }
        }

        return ours;
    }

    /// <summary>The person of a logout token; null where its <c>sub</c> does not say who it is here.</summary>
    /// <param name="address">The issuer's.</param>
    /// <param name="subject">Its <c>sub</c>.</param>
    public Guid? PersonOfSubject(string address, string? subject) =>
        subject is null ? null
        : issuer is null ? Guid.TryParse(subject, out var id) ? id : null
        : string.Equals(issuer.Person, "sub", StringComparison.Ordinal) ? PersonOf(address, subject)
        : null;

    /// <summary>
    /// A UUID stays what it is. Another name becomes one by a rule of our own (RFC 9562, 5.8), always the same for the same issuer; what is written like the
    /// result of that rule, or like the workspace itself, is such a name.
    /// </summary>
    public static Guid PersonOf(string address, string person)
    {
        if (Guid.TryParseExact(person, "D", out var id) && string.Equals(id.ToString("D"), person, StringComparison.Ordinal)
            && id.Version != OwnRule && id != SystemActor.Id && id != Guid.Empty)
        {
            return id;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{address}\n{person}"), hash);
        // The version and the variant.
        hash[6] = (byte)((hash[6] & 0x0F) | (OwnRule << 4));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The issuer's time, but none that is still to come: by it a token says that what another one says is old.</summary>
    private string SaidAt(ClaimsPrincipal principal)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return (long.TryParse(principal.FindFirstValue(IssuedAt), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? Math.Min(said, now) : now).ToString(CultureInfo.InvariantCulture);
    }

    private string[] RolesOf(ClaimsPrincipal principal, ClaimTable table)
    {
        string[] roles = [.. Meanings(principal, table.Roles, table.RoleTable)];
        return IncompatibleRoles.AreAmong(roles, clock.GetUtcNow()) ? [] : roles;
    }

    private static IEnumerable<string> Meanings(ClaimsPrincipal principal, string claim, IReadOnlyList<MeaningOfValue> table) =>
        claim.Length == 0 ? [] : Values(principal, claim)
            .SelectMany(value => table.Where(row => string.Equals(row.Value, value, StringComparison.Ordinal)).Select(row => row.Means))
            .Distinct(StringComparer.Ordinal);

    /// <summary>The texts of a claim, or of a member of a JSON object in it: one or a list.</summary>
    private static List<string> Values(ClaimsPrincipal principal, string path)
    {
        List<string> plain = [.. principal.FindAll(path).Select(claim => claim.Value)];
        if (plain.Count > 0 || path.Split('.') is not [var name, .. { Length: > 0 } members])
        {
            return plain;
        }

        return [.. principal.FindAll(name).SelectMany(claim => Texts(claim.Value, members))];
    }

    private static IEnumerable<string> Texts(string json, string[] members)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var at = document.RootElement;
            foreach (var member in members)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(member, out at))
                {
                    return [];
                }
            }

            return at.ValueKind switch
            {
                JsonValueKind.String => [at.GetString()!],
                JsonValueKind.Array => [.. at.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)],
                _ => [],
            };
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
