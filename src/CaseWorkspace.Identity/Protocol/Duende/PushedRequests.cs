using Duende.IdentityModel;
using Duende.IdentityServer.Models;
using Duende.IdentityServer.Stores;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>
/// Pushed requests, as the engine stores them. It is given those that are spent or have run out, too, and without their end: whether they still serve is
/// asked in our own step, which can send the person back to the client (docs/adr/0024).
/// </summary>
public sealed class PushedRequests(EngineDatabase database, IHttpContextAccessor http, TimeProvider clock) : IPushedAuthorizationRequestStore
{
    private CancellationToken Cancel => http.HttpContext?.RequestAborted ?? CancellationToken.None;

    public async Task StoreAsync(PushedAuthorizationRequest pushedAuthorizationRequest)
    {
        ArgumentNullException.ThrowIfNull(pushedAuthorizationRequest);
        var now = clock.GetUtcNow();
        database.PushedRequests.Add(new PushedRequest
        {
            Key = pushedAuthorizationRequest.ReferenceValueHash,
            Parameters = pushedAuthorizationRequest.Parameters,
            PushedAt = now,
            ExpiresAt = now + ProtocolSetup.PushedRequestLifetime,
        });
        await database.SaveChangesAsync(Cancel);
    }

    public async Task<PushedAuthorizationRequest?> GetByHashAsync(string referenceValueHash) =>
        await FindByHashAsync(referenceValueHash) is { } found
            ? new PushedAuthorizationRequest { ReferenceValueHash = found.Key, Parameters = found.Parameters, ExpiresAtUtc = DateTime.MaxValue } : null;

    /// <summary>Nothing: it is spent when a code is made from it (<see cref="SpendAsync"/>), and not when a client is told of an error.</summary>
    public Task ConsumeByHashAsync(string referenceValueHash) => Task.CompletedTask;

    /// <summary>The request by its name, where it still serves.</summary>
    public async Task<PushedRequest?> FindUnspentAsync(string? name) =>
        name is not null && await FindByHashAsync(name.ToSha256()) is { SpentAt: null } found && found.ExpiresAt > clock.GetUtcNow() ? found : null;

    /// <summary>Whether this call, and no other, has spent it.</summary>
    public async Task<bool> SpendAsync(string name)
    {
        var (key, now) = (name.ToSha256(), clock.GetUtcNow());
        return await database.PushedRequests.Where(pushed => pushed.Key == key && pushed.SpentAt == null && pushed.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(pushed => pushed.SpentAt, now), Cancel) == 1;
    }

    private Task<PushedRequest?> FindByHashAsync(string key) => database.PushedRequests.AsNoTracking().SingleOrDefaultAsync(pushed => pushed.Key == key, Cancel);
}
