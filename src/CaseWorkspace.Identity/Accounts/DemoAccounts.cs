using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>One account for each role and unit, only where Demo:Enabled is on. Ids are fixed: sample data refers to them. Nobody can
/// take the names for those of people.</summary>
public static class DemoAccounts
{
    public const string Password = "Demo-2026!";

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
    ];

    /// <summary>Adds those that are missing; those that exist stay as an administrator left them.</summary>
    public static async Task SeedAsync(IServiceProvider services, CancellationToken cancel)
    {
        var database = services.GetRequiredService<AccountsDatabase>();
        var ids = All.Select(demo => Guid.Parse(demo.Id)).ToArray();
        var present = await database.Accounts.Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel);
        if (present.Count == All.Count)
            return;
        var hash = services.GetRequiredService<IPasswordHasher<Account>>().HashPassword(new Account { DisplayName = "" }, Password);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
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
            SecurityStamp = Guid.CreateVersion7().ToString("N"),
            ConcurrencyStamp = Guid.CreateVersion7().ToString("N"),
            LockoutEnabled = true,
            CreatedAt = now,
        }));
        await database.SaveChangesAsync(cancel);
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
            suspended += (await administration.SuspendAsync(null, Guid.Parse(demo.Id), cancel)).Done ? 1 : 0;
        if (suspended > 0)
            services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DemoAccounts))
                .LogWarning("{Count} demo accounts of this database were suspended: Demo:Enabled is off", suspended);
    }
}
