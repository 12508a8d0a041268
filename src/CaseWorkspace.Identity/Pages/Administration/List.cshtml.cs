using System.Diagnostics.CodeAnalysis;
using CaseWorkspace.Identity.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Pages.Administration;

/// <summary>All accounts by user name, a page at a time.</summary>
public sealed class ListModel(AccountsDatabase database, Proposals proposals, IdentitySettings settings) : PageModel
{
    public const int PageLength = 50;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    /// <summary>The last user name of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public string? Next { get; private set; }
    public IReadOnlyList<Account> Accounts { get; private set; } = [];
    public int OpenProposals { get; private set; }

    /// <summary>With fewer than two nobody can confirm anything: the machine's operator is to be asked.</summary>
    public int ActiveAdministrators { get; private set; }

    [SuppressMessage("Globalization", "CA1309", Justification = "Translated to SQL: PostgreSQL orders and compares by the column's own collation.")]
    public async Task OnGetAsync(CancellationToken cancel)
    {
        var found = database.Accounts.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(Q))
        {
            var pattern = "%" + Q.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
            found = found.Where(a => EF.Functions.ILike(a.UserName!, pattern) || EF.Functions.ILike(a.DisplayName, pattern) || EF.Functions.ILike(a.UnitCode!, pattern));
        }
        if (AccountStatus.All.Contains(Status))
            found = found.Where(a => a.Status == Status);
        if (After is not null)
            found = found.Where(a => string.Compare(a.NormalizedUserName, After) > 0);
        var page = await found.OrderBy(a => a.NormalizedUserName).Take(PageLength + 1).ToListAsync(cancel);
        Accounts = [.. page.Take(PageLength)];
        OpenProposals = await proposals.Open().CountAsync(cancel);
        ActiveAdministrators = (await database.Accounts.AsNoTracking().Where(a => a.Status == AccountStatus.Active && a.Roles.Contains(Roles.IdentityAdmin)).ToListAsync(cancel))
            .Count(settings.ComesIn);
        Next = page.Count > PageLength ? Accounts[^1].NormalizedUserName : null;
    }
}
