using CaseWorkspace.Identity.Accounts;
using Duende.IdentityServer.Models;
using Duende.IdentityServer.Stores;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>The chains: what was handed out is taken back by ending the chain it hangs on.</summary>
public sealed class Grants(EngineDatabase database, TimeProvider clock) : IGrants
{
    public Task RevokeAllAsync(Guid accountId, CancellationToken cancel) => EndAsync(database.Chains.Where(chain => chain.AccountId == accountId), cancel);

    public Task RevokeSessionAsync(Guid accountId, string session, CancellationToken cancel) =>
        Guid.TryParse(session, out var id) ? EndAsync(database.Chains.Where(chain => chain.AccountId == accountId && chain.SessionId == id), cancel) : Task.CompletedTask;

    public async Task<Guid> BeginAsync(Account account, Session session, string client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(session);
        var chain = new Chain { Id = Guid.CreateVersion7(), AccountId = account.Id, SessionId = Guid.Parse(session.Id), Client = client, BeganAt = clock.GetUtcNow() };
        database.Chains.Add(chain);
        await database.SaveChangesAsync(cancel);
        return chain.Id;
    }

    public Task EndAsync(Guid chainId, CancellationToken cancel) => EndAsync(database.Chains.Where(chain => chain.Id == chainId), cancel);

    public Task<bool> StandsAsync(string? chain, CancellationToken cancel) =>
        Guid.TryParse(chain, out var id) ? database.Chains.AnyAsync(one => one.Id == id && one.EndedAt == null, cancel) : Task.FromResult(false);

    private Task<int> EndAsync(IQueryable<Chain> chains, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return chains.Where(chain => chain.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(chain => chain.EndedAt, now), cancel);
    }
}

/// <summary>
/// Codes and refresh tokens, as the engine stores them. The description that the engine carries from a code to its refresh tokens is the chain's name.
/// To remove one is to spend it: one conditional statement, whose row count decides. What comes a second time ends its chain, and so does the one that
/// comes too late in a race; <see cref="CurrentRequest.IsRaceLost"/> then says so, as the engine does not ask.
/// </summary>
public sealed class GrantStore(EngineDatabase database, Grants grants, CurrentRequest current, IHttpContextAccessor http, TimeProvider clock) : IPersistedGrantStore
{
    private CancellationToken Cancel => http.HttpContext?.RequestAborted ?? CancellationToken.None;

    public async Task StoreAsync(PersistedGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        // The engine writes a spent one once more, with the time; that stands in its row already.
        if (grant.ConsumedTime is not null)
            return;
        database.Grants.Add(new Grant
        {
            Key = grant.Key,
            Type = grant.Type,
            ChainId = Guid.Parse(grant.Description!),
            Data = grant.Data,
            CreatedAt = clock.GetUtcNow(),
            ExpiresAt = new DateTimeOffset(DateTime.SpecifyKind(grant.Expiration!.Value, DateTimeKind.Utc)),
        });
        await database.SaveChangesAsync(Cancel);
    }

    public async Task<PersistedGrant?> GetAsync(string key)
    {
        var found = await (from grant in database.Grants.AsNoTracking()
                           where grant.Key == key
                           join chain in database.Chains on grant.ChainId equals chain.Id
                           select new { grant, chain }).SingleOrDefaultAsync(Cancel);
        if (found is null)
            return null;
        if (found.grant.SpentAt is not null)
            await grants.EndAsync(found.chain.Id, Cancel);
        return found.grant.SpentAt is null && found.chain.EndedAt is null && found.grant.ExpiresAt > clock.GetUtcNow() ? AsStored(found.grant, found.chain) : null;
    }

    public async Task RemoveAsync(string key)
    {
        var now = clock.GetUtcNow();
        if (await database.Grants.Where(grant => grant.Key == key && grant.SpentAt == null && grant.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(grant => grant.SpentAt, now), Cancel) == 1)
            return;
        current.IsRaceLost = true;
        foreach (var chain in await database.Grants.Where(grant => grant.Key == key).Select(grant => grant.ChainId).ToListAsync(Cancel))
            await grants.EndAsync(chain, Cancel);
    }

    public async Task<IEnumerable<PersistedGrant>> GetAllAsync(PersistedGrantFilter filter)
    {
        var now = clock.GetUtcNow();
        var found = await (from chain in Chains(filter)
                           where chain.EndedAt == null
                           join grant in database.Grants on chain.Id equals grant.ChainId
                           where grant.SpentAt == null && grant.ExpiresAt > now && (filter.Type == null || grant.Type == filter.Type)
                           select new { grant, chain }).AsNoTracking().ToListAsync(Cancel);
        return found.Select(one => AsStored(one.grant, one.chain));
    }

    public async Task RemoveAllAsync(PersistedGrantFilter filter)
    {
        foreach (var chain in await Chains(filter).Where(chain => chain.EndedAt == null).Select(chain => chain.Id).ToListAsync(Cancel))
            await grants.EndAsync(chain, Cancel);
    }

    private IQueryable<Chain> Chains(PersistedGrantFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var chains = database.Chains.AsQueryable();
        if (filter.SubjectId is not null)
            chains = Guid.TryParse(filter.SubjectId, out var account) ? chains.Where(chain => chain.AccountId == account) : chains.Where(_ => false);
        if (filter.SessionId is not null)
            chains = Guid.TryParse(filter.SessionId, out var session) ? chains.Where(chain => chain.SessionId == session) : chains.Where(_ => false);
        if (filter.ClientId is not null)
            chains = chains.Where(chain => chain.Client == filter.ClientId);
        return chains;
    }

    private static PersistedGrant AsStored(Grant grant, Chain chain) => new()
    {
        Key = grant.Key,
        Type = grant.Type,
        SubjectId = chain.AccountId.ToString(),
        SessionId = chain.SessionId.ToString(),
        ClientId = chain.Client,
        Description = chain.Id.ToString(),
        CreationTime = grant.CreatedAt.UtcDateTime,
        Expiration = grant.ExpiresAt.UtcDateTime,
        Data = grant.Data,
    };
}
