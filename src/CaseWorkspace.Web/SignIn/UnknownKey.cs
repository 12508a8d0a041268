using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Somebody comes back with a token signed by a key that was not published when this host last read the keys: after
/// <c>rotate-keys --at-once</c>, or where reading them failed for a while. The keys are read anew on the way, and the person, who is
/// signed in at the identity server by then, goes round once more without noticing.
/// </summary>
public static class UnknownKey
{
    /// <summary>How soon after the last time an unknown key may have the published keys read once more; forged tokens can ask no oftener.</summary>
    public static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(30);

    private const string Tried = "unknown-key.tried";

    /// <summary>Sends the person round, once; true when that is done.</summary>
    public static async Task<bool> SentRound(RemoteFailureContext context)
    {
        if (context.Failure is not SecurityTokenSignatureKeyNotFoundException || context.Properties is not { } properties || !properties.Items.TryAdd(Tried, ""))
        {
            return false;
        }

        // The round before left it there; the next adds its own.
        properties.Items.Remove(OpenIdConnectDefaults.RedirectUriForCodePropertiesKey);
        context.HandleResponse();
        await context.HttpContext.ChallengeAsync(SignInSetup.Oidc, properties);
        return true;
    }
}
