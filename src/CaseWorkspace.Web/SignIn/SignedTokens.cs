using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Takes signed ID tokens alone. The framework's handler lets unsigned ones pass that come from the token endpoint, and leaves it to TLS who made them
/// (OpenID Connect Core, 3.1.3.7, 6); behind a proxy that ends TLS for the issuer that is one machine too many.
/// </summary>
public sealed class SignedTokens : JsonWebTokenHandler
{
    /// <inheritdoc/>
    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        ArgumentNullException.ThrowIfNull(validationParameters);
        var strict = validationParameters.Clone();
        strict.RequireSignedTokens = true;
        return base.ValidateTokenAsync(token, strict);
    }
}
