using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CaseWorkspace.Web.SignIn;

/// <summary>What a program's access token must be beyond a valid signature: bound to the caller's key, active at the issuer, and no ID token.</summary>
public static class ProgramTokens
{
    // The scheme before a token in the header (RFC 6750, 2.1).
    private const string Bearer = "Bearer ";

    /// <summary>
    /// A caller who comes again within seconds is known by the very token: its signature is not checked once more, its status is.
    /// </summary>
    public static async Task TakeKnownToken(MessageReceivedContext context)
    {
        var status = context.HttpContext.RequestServices.GetRequiredService<TokenStatus>();
        var header = context.Request.Headers.Authorization.ToString();
        var scheme = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? Bearer : header.StartsWith(DpopProof.Scheme, StringComparison.OrdinalIgnoreCase) ? DpopProof.Scheme : null;
        if (scheme is null)
        {
            return;
        }

        if (!await KnowsTheKeys(context.Options, context.HttpContext.RequestAborted))
        {
            // Nothing is wrong with the token that anybody could tell.
            NotAnswering.Mark(context.HttpContext, NotAnswering.Identity);
            context.Fail("The identity server does not answer.");
            return;
        }

        var token = header[scheme.Length..].Trim();
        context.Token = token;
        if (status.Known(token) is { } known
            && await MayEnter(status, known.Token, context.HttpContext, context.Fail))
        {
            context.Principal = known.Holder;
            context.Success();
        }
    }

    /// <summary>Says which kinds of token are taken (RFC 9449, 7.1); the framework says it of bearer tokens.</summary>
    public static Task NameDpop(JwtBearerChallengeContext context)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Append("WWW-Authenticate",
                $"DPoP algs=\"{string.Join(' ', DpopProof.Algorithms)}\"{(context.AuthenticateFailure is null ? "" : ", error=\"invalid_token\"")}");
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    /// <summary>Whether the issuer's published keys have been read, now or before: a host may start while the issuer is away.</summary>
    private static async Task<bool> KnowsTheKeys(JwtBearerOptions options, CancellationToken cancellation)
    {
        try
        {
            await options.ConfigurationManager!.GetConfigurationAsync(cancellation);
            return true;
        }
        catch (Exception fault) when (NotAnswering.Of(fault) is not null)
        {
            return false;
        }
    }

    /// <summary>A token is asked about beyond its signature: whether what it says of its holder is still so.</summary>
    public static async Task CheckTokenStatus(TokenValidatedContext context)
    {
        var status = context.HttpContext.RequestServices.GetRequiredService<TokenStatus>();
        var token = (JsonWebToken)context.SecurityToken;
        if (ForeignFault(context, token) is { } fault)
        {
            context.Fail(fault);
            return;
        }

        context.Principal = context.HttpContext.RequestServices.GetRequiredService<IssuerClaims>().Translate(context.Principal!);
        if (await MayEnter(status, token, context.HttpContext, context.Fail))
        {
            status.Hold(token, context.Principal!);
        }
    }

    /// <summary>
    /// What is wrong with a program's token of another issuer beyond its signature: it is an ID token, which is for this host and travels in addresses, or its
    /// roles are of too long ago. Null: nothing, or it is our own identity server's, which says at each question what holds.
    /// </summary>
    private static string? ForeignFault(TokenValidatedContext context, JsonWebToken token)
    {
        var services = context.HttpContext.RequestServices;
        if (services.GetRequiredService<OidcSettings>().Claims is null)
        {
            return null;
        }

        var age = services.GetRequiredService<TimeProvider>().GetUtcNow() - new DateTimeOffset(token.IssuedAt, TimeSpan.Zero);
        return token.TryGetPayloadValue<object>("nonce", out _) || token.TryGetPayloadValue<object>("at_hash", out _)
            || (token.TryGetPayloadValue<string>("typ", out var kind) && string.Equals(kind, "ID", StringComparison.OrdinalIgnoreCase)) ? "An ID token is no access token."
            : age > OidcSettings.ProgramsTakenFor || age < -context.Options.TokenValidationParameters.ClockSkew ? "The token was issued too long ago, or is not issued yet: renew it."
            : null;
    }

    private static async Task<bool> MayEnter(TokenStatus status, JsonWebToken token, HttpContext http, Action<string> fail)
    {
        if (await http.RequestServices.GetRequiredService<TokenBinding>().FaultOf(http, token) is { } fault)
        {
            fail(fault);
            return false;
        }

        switch (await status.Of(token.EncodedToken, http.RequestAborted))
        {
            case TokenState.Active:
                return true;
            case TokenState.Revoked:
                fail("The token was taken back, or its holder's roles have changed.");
                return false;
            default:
                fail("The identity server does not answer.");
                NotAnswering.Mark(http, NotAnswering.Identity);
                return false;
        }
    }
}
