using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>One account for each role and unit, and a second administrator for what takes two, only where Demo:Enabled is on. Ids are fixed: sample data refers to them. Nobody can
/// take the names for those of people.</summary>
public static class DemoAccounts
{
    public const string Password = "Demo-2026!";

    /// <summary>The authenticator key that all of them share: the page that asks for a code shows it, so that a newcomer needs no telephone.</summary>
    public const string AuthenticatorKey = "CASEWORKSPACEDEMOKEYFOREVERYBODY";

    public static readonly IReadOnlyList<(string UserName, string DisplayName, string Id, string Role, string Unit, string? Posting)> All =
    [
        ("investigator", "Sample Investigator", "01980000-0000-7000-8000-000000000001", "investigator", "unit-1", null),
        ("investigator-2", "Sample Investigator 2", "01980000-0000-7000-8000-000000000002", "investigator", "unit-2", null),
        ("supervisor", "Sample Supervisor", "01980000-0000-7000-8000-000000000003", "supervisor", "unit-1", null),
        ("supervisor-2", "Sample Supervisor 2", "01980000-0000-7000-8000-000000000004", "supervisor", "unit-1", null),
        ("prosecutor", "Sample Prosecutor", "01980000-0000-7000-8000-000000000005", "prosecutor", "prosecution", null),
        ("liaison-officer-fr", "Sample Liaison Officer FR", "01980000-0000-7000-8000-000000000006", "liaison-officer", "liaison", "FR"),
        ("liaison-officer-es", "Sample Liaison Officer ES", "01980000-0000-7000-8000-000000000007", "liaison-officer", "liaison", "ES"),
        ("custodian", "Sample Custodian", "01980000-0000-7000-8000-000000000008", "custodian", "custody", null),
        ("auditor", "Sample Auditor", "01980000-0000-7000-8000-000000000009", "auditor", "oversight", null),
        ("identity-admin", "Sample Administrator", "01980000-0000-7000-8000-00000000000a", "identity-admin", "oversight", null),
        ("identity-admin-2", "Sample Administrator 2", "01980000-0000-7000-8000-00000000000b", "identity-admin", "oversight", null),
    ];

    /// <summary>Adds those that are missing; those that exist stay as an administrator left them.</summary>
    public static async Task SeedAsync(IServiceProvider services, CancellationToken cancel)
    {
        var database = services.GetRequiredService<AccountsDatabase>();
        var ids = All.Select(demo => Guid.Parse(demo.Id)).ToArray();
        var present = await database.Accounts.Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel);
        await GivePresetKeyAsync(services, ids, cancel);
        if (present.Count == All.Count)
            return;
        var hash = services.GetRequiredService<IPasswordHasher<Account>>().HashPassword(new Account { DisplayName = "" }, Password);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var key = await ProtectedKeyAsync(services);
        var normalizer = services.GetRequiredService<ILookupNormalizer>();
        database.Accounts.AddRange(All.Where(demo => !present.Contains(Guid.Parse(demo.Id))).Select(demo => new Account
        {
            Id = Guid.Parse(demo.Id),
            UserName = demo.UserName,
            NormalizedUserName = normalizer.NormalizeName(demo.UserName),
            DisplayName = demo.DisplayName,
            UnitCode = demo.Unit,
            Roles = [demo.Role],
            Postings = demo.Posting is null ? [] : [demo.Posting],
            Status = AccountStatus.Active,
            PasswordHash = hash,
            TwoFactorEnabled = true,
            ProtectedAuthenticatorKey = key,
            SecurityStamp = Guid.CreateVersion7().ToString("N"),
            ConcurrencyStamp = Guid.CreateVersion7().ToString("N"),
            LockoutEnabled = true,
            CreatedAt = now,
        }));
        await database.SaveChangesAsync(cancel);
    }

    /// <summary>Those of a database that was filled before second factors were asked of everybody; not those of whom an administrator took theirs.</summary>
    private static async Task GivePresetKeyAsync(IServiceProvider services, Guid[] ids, CancellationToken cancel)
    {
        var database = services.GetRequiredService<AccountsDatabase>();
        var without = database.Accounts.Where(a => ids.Contains(a.Id) && !a.TwoFactorEnabled
            && !database.Acts.Any(act => act.AccountId == a.Id && act.Act == Acts.SecondFactorReset));
        if (!await without.AnyAsync(cancel))
            return;
        var key = await ProtectedKeyAsync(services);
        await without.ExecuteUpdateAsync(set => set.SetProperty(a => a.TwoFactorEnabled, true).SetProperty(a => a.ProtectedAuthenticatorKey, key), cancel);
    }

    private static async Task<string> ProtectedKeyAsync(IServiceProvider services)
    {
        var holder = new Account { DisplayName = "" };
        await services.GetRequiredService<AccountStore>().SetAuthenticatorKeyAsync(holder, AuthenticatorKey, CancellationToken.None);
        return holder.ProtectedAuthenticatorKey!;
    }

    /// <summary>The accounts that have the preset key, demo account or not: the ciphertext can be copied from row to row.</summary>
    private static async Task<List<Guid>> WithPresetKeyAsync(IServiceProvider services, CancellationToken cancel)
    {
        var store = services.GetRequiredService<AccountStore>();
        var found = new List<Guid>();
        await foreach (var account in services.GetRequiredService<AccountsDatabase>().Accounts.AsNoTracking()
            .Where(a => a.ProtectedAuthenticatorKey != null).AsAsyncEnumerable().WithCancellation(cancel))
        {
            try
            {
                if (await store.GetAuthenticatorKeyAsync(account, cancel) == AuthenticatorKey)
                    found.Add(account.Id);
            }
            catch (CryptographicException)
            {
                // No key of this host's: no code of it is accepted either.
            }
        }
        return found;
    }

    /// <summary>Where the demo setting is off, nobody serves with a second factor that everybody knows.</summary>
    public static async Task RefusePresetKeyAsync(IServiceProvider services, CancellationToken cancel)
    {
        if ((await WithPresetKeyAsync(services, cancel)).Count > 0)
        {
            throw new UnsafeSettingException(
                "This database was a demonstration: accounts of it still have the authenticator key that everybody knows. Run `dotnet CaseWorkspace.Identity.dll end-demo` with this host's settings.");
        }
    }

    /// <summary>Ends the demonstration: its accounts are suspended, and the preset key is taken from every account. Done by the machine's operator; answers how many had the key.</summary>
    public static async Task<int> EndAsync(IServiceProvider services, CancellationToken cancel)
    {
        await SuspendAsync(services, cancel);
        var (database, sessions) = (services.GetRequiredService<AccountsDatabase>(), services.GetRequiredService<Sessions>());
        var holders = await WithPresetKeyAsync(services, cancel);
        foreach (var id in holders)
        {
            database.ChangeTracker.Clear();
            await using var transaction = await database.Database.BeginTransactionAsync(cancel);
            await database.LockAdministrationAsync(cancel);
            var account = await database.Accounts.SingleAsync(a => a.Id == id, cancel);
            account.TwoFactorEnabled = false;
            account.ProtectedAuthenticatorKey = null;
            account.RecoveryCodeHashes = [];
            account.SecurityStamp = Guid.CreateVersion7().ToString("N");
            account.ConcurrencyStamp = Guid.CreateVersion7().ToString("N");
            database.Acts.Add(new AccountAct
            {
                Id = Guid.CreateVersion7(), AccountId = id, Act = Acts.SecondFactorReset,
            });
            await sessions.MarkAllEndedAsync(id, null, cancel);
            await database.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            await sessions.TakeBackAsync(id, cancel);
        }
        return holders.Count;
    }

    /// <summary>
    /// Where the demo setting is off they exist as suspended ones alone, and their sessions end: everybody knows the password. A database
    /// that was a demo once may hold them.
    /// </summary>
    public static async Task SuspendAsync(IServiceProvider services, CancellationToken cancel)
    {
        var administration = services.GetRequiredService<AccountAdministration>();
        var suspended = 0;
        foreach (var demo in All)
            suspended += (await administration.SuspendAsync(ActBy.Operator, Guid.Parse(demo.Id), cancel)).Done ? 1 : 0;
        if (suspended > 0)
            services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DemoAccounts))
                .LogWarning("{Count} demo accounts of this database were suspended: Demo:Enabled is off", suspended);
    }
}
