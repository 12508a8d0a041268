using CaseWorkspace.Identity.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Pages.Administration;

/// <summary>What is proposed and waits for another administrator, and what was decided lately.</summary>
public sealed class ProposalsModel(AccountsDatabase database, Proposals proposals) : PageModel
{
    private const int DecidedShown = 50;

    public IReadOnlyList<(Proposal Proposal, string Person, string Proposer)> Open { get; private set; } = [];
    public IReadOnlyList<(Proposal Proposal, string Person, string Proposer)> Decided { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Open = await WithNamesAsync(proposals.Open(), cancel);
        Decided = await WithNamesAsync(database.Proposals.AsNoTracking().Where(p => p.Decision != null).OrderByDescending(p => p.ProposedAt).Take(DecidedShown), cancel);
    }

    private async Task<IReadOnlyList<(Proposal Proposal, string Person, string Proposer)>> WithNamesAsync(IQueryable<Proposal> asked, CancellationToken cancel)
    {
        var found = await asked.ToListAsync(cancel);
        var ids = found.SelectMany(p => new[] { p.AccountId, p.ProposedBy }).Distinct().ToArray();
        var names = await database.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancel);
        return [.. found.Select(p => (p, names.GetValueOrDefault(p.AccountId) ?? p.Read().DisplayName, names[p.ProposedBy]))];
    }
}
