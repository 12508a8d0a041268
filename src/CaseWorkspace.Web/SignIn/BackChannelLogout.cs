using System.Buffers.Text;
using System.Text.Json;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Actors;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// The identity server tells that a session has ended (OpenID Connect Back-Channel Logout 1.0): the sessions of this host that were
/// signed in through it end at once, on every node, and programs' tokens of it are refused here. See docs/adr/0027.
/// </summary>
public sealed partial class BackChannelLogout(
    IOptionsMonitor<OpenIdConnectOptions> oidc, SessionTickets tickets, SpentTokens spent, TokenStatus status, ColleagueDirectory people, IssuerClaims issuers, ILogger<BackChannelLogout> log)
{
    /// <summary>Where the identity server posts to.</summary>
    public const string Path = "/signout-backchannel-oidc";

    /// <summary>What makes a token a logout token.</summary>
    public const string Event = "http://schemas.openid.net/event/backchannel-logout";

    /// <summary>Told beside it where the account may not enter any more (OpenID RISC).</summary>
    public const string AccountDisabled = "https://schemas.openid.net/secevent/risc/event-type/account-disabled";

    private const int LongestToken = 8 * 1024;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private static readonly string[] Types = ["", "JWT", "logout+jwt"];

    /// <summary>200 when the sessions have ended, 400 when the token is none, was used or is for somebody else, 503 when that cannot be told.</summary>
    public async Task<IResult> Answer(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            if (!http.Request.HasFormContentType
                || (await http.Request.ReadFormAsync(http.RequestAborted))["logout_token"] is not [{ Length: > 0 and <= LongestToken } text])
            {
                return Refuse("there is none");
            }

            var (token, fault) = await Read(text, http.RequestAborted);
            return token is null ? Refuse(fault!) : await End(token, http.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return Refuse("the form cannot be read");
        }
        catch (Exception away) when (NotAnswering.Of(away) is not null)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<IResult> End(LogoutToken token, CancellationToken cancellation)
    {
        if (!await spent.Spend(token.Id, token.Until + ClockSkew, cancellation))
        {
            return Refuse("it was used before");
        }

        var ended = await tickets.End(token.Person, token.Session, cancellation);
        status.Revoke(token.Person, token.Session, ended);
        if (token is { IsAccountDisabled: true, Person: { } gone })
        {
            await people.Refused(gone, CancellationToken.None);
        }

        return Results.Ok();
    }

    private async Task<(LogoutToken? Token, string? Fault)> Read(string text, CancellationToken cancellation)
    {
        var options = oidc.Get(SignInSetup.Oidc);
        var configuration = await options.ConfigurationManager!.GetConfigurationAsync(cancellation);
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer,
            ValidAudience = options.ClientId,
            IssuerSigningKeys = configuration.SigningKeys,
            ValidAlgorithms = SignInSetup.Algorithms,
            ClockSkew = ClockSkew,
        });
        if (!result.IsValid)
        {
            if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            {
                // Signed with a key that was published a moment ago, or by nobody: the keys are read again, and the issuer tells again.
                options.ConfigurationManager.RequestRefresh();
            }

            return (null, result.Exception.GetType().Name);
        }

        var jwt = (JsonWebToken)result.SecurityToken;
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(jwt.EncodedPayload));
        var claims = payload.RootElement;
        if (!Types.Contains(jwt.Typ ?? "", StringComparer.OrdinalIgnoreCase)
            || !claims.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Object
            || !events.TryGetProperty(Event, out var told) || told.ValueKind != JsonValueKind.Object)
        {
            return (null, "it is no logout token");
        }

        if (claims.TryGetProperty("nonce", out _))
        {
            return (null, "it carries a nonce");
        }

        var (id, person, session) = (Text(claims, "jti"), Text(claims, "sub"), Text(claims, "sid"));
        var known = issuers.PersonOfSubject(jwt.Issuer, person);
        // With neither a person that is known here nor a session it would end everybody's.
        return id is null || !claims.TryGetProperty("iat", out var issued) || issued.ValueKind != JsonValueKind.Number || (known is null && session is null)
            ? (null, "jti, iat, or both sub and sid are missing")
            : (new LogoutToken(id, known, session, new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero), events.TryGetProperty(AccountDisabled, out _)), null);
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 500 } text ? text : null;

    private IResult Refuse(string fault)
    {
        Refused(log, fault);
        return Results.Json(new { error = "invalid_request", error_description = "This is no logout token for this client." }, statusCode: StatusCodes.Status400BadRequest);
    }

    [LoggerMessage(LogLevel.Information, "A logout token was refused: {Fault}")]
    private static partial void Refused(ILogger log, string fault);

    private sealed record LogoutToken(string Id, Guid? Person, string? Session, DateTimeOffset Until, bool IsAccountDisabled);
}
