namespace CaseWorkspace.Identity.Protocol;

/// <summary>The errors that this host itself answers, as OAuth 2.0, OpenID Connect and DPoP name them.</summary>
public static class ProtocolErrors
{
    public const string AccessDenied = "access_denied";
    public const string ConsentRequired = "consent_required";
    public const string InvalidClient = "invalid_client";
    public const string InvalidGrant = "invalid_grant";
    public const string InvalidProof = "invalid_dpop_proof";
    public const string InvalidRequest = "invalid_request";
    public const string InvalidRequestUri = "invalid_request_uri";
    public const string InvalidToken = "invalid_token";
    public const string LoginRequired = "login_required";
    public const string UnmetRequirements = "unmet_authentication_requirements";

    /// <summary>Of a pushed request that was spent or has run out.</summary>
    public const string PushedRequestIsSpent = "The pushed request has run out or was used before.";

    /// <summary>Of a code or refresh token whose person comes in no more, or not as then.</summary>
    public const string MayNotEnter = "The account may not enter any more, or must sign in again.";

    /// <summary>Answers a client, which gets 401 where it did not prove itself (RFC 6749, 5.2).</summary>
    public static Task WriteAsync(HttpContext context, string error, string? description)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.StatusCode = error == InvalidClient ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["error"] = error, ["error_description"] = description }, context.RequestAborted);
    }
}
