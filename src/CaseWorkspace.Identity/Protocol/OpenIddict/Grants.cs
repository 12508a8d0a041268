using CaseWorkspace.Identity.Accounts;
using OpenIddict.Abstractions;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>Takes back what the engine handed out.</summary>
public sealed class Grants(IOpenIddictAuthorizationManager authorizations, IOpenIddictTokenManager tokens) : IGrants
{
    public async Task RevokeAllAsync(Guid accountId, CancellationToken cancel)
    {
        await authorizations.RevokeBySubjectAsync(accountId.ToString(), cancel);
        await tokens.RevokeBySubjectAsync(accountId.ToString(), cancel);
    }

    public async Task RevokeSessionAsync(Guid accountId, string session, CancellationToken cancel)
    {
        var ofSession = new List<object>();
        await foreach (var authorization in authorizations.FindBySubjectAsync(accountId.ToString(), cancel))
        {
            var properties = await authorizations.GetPropertiesAsync(authorization, cancel);
            if (properties.TryGetValue(AuthorizationRequests.SessionProperty, out var id) && id.GetString() == session)
                ofSession.Add(authorization);
        }
        foreach (var authorization in ofSession)
        {
            await authorizations.TryRevokeAsync(authorization, cancel);
            await tokens.RevokeByAuthorizationIdAsync((await authorizations.GetIdAsync(authorization, cancel))!, cancel);
        }
    }
}
