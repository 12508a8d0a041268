using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// What takes two administrators: one proposes, another confirms with a second factor used just now, and exactly what was proposed is done. An
/// account that was changed in between, a proposer who is administrator no more, and two of whom one made or reset the other lately are refused.
/// </summary>
public sealed class Proposals(AccountsDatabase database, AccountAdministration administration, StepUp stepUp, TimeProvider clock)
{
    /// <summary>For so long after somebody was made or reset by one of them, two administrators do nothing together.</summary>
    public static readonly TimeSpan ApartFor = TimeSpan.FromDays(7);

    /// <summary>Does the act where one administrator may do it alone, and otherwise proposes it.</summary>
    public async Task<ActOutcome> DoOrProposeAsync(Guid actor, string act, Guid accountId, ProposedDetails details, CancellationToken cancel)
    {
        var alone = await ApplyAsync(new ActBy(actor), act, accountId, details, cancel);
        return alone.Refusal == Refusal.TakesTwo ? await ProposeAsync(actor, act, accountId, details, cancel) : alone;
    }

    /// <summary>Does what was proposed. One statement claims the proposal, so that of two confirmations at once one is refused.</summary>
    public Task<ActOutcome> ConfirmAsync(Guid actor, DateTimeOffset? secondFactorAt, Guid id, CancellationToken cancel) => administration.AloneAsync(async () =>
    {
        if (await database.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } proposal)
            return new ActOutcome(Refusal.NotFound);
        if (await RefusalAsync(proposal, actor, secondFactorAt, cancel) is var refused and not Refusal.None)
            return new ActOutcome(refused);
        var now = clock.GetUtcNow();
        var claimed = await database.Proposals
            .Where(p => p.Id == id && p.Decision == null && p.ExpiresAt > now && p.ProposedBy != actor && p.AccountId != actor)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Decision, Decisions.Confirmed).SetProperty(p => p.DecidedBy, actor).SetProperty(p => p.DecidedAt, now), cancel);
        return claimed == 1 ? await ApplyAsync(new ActBy(proposal.ProposedBy, actor), proposal.Act, proposal.AccountId, proposal.Read(), cancel)
            : new ActOutcome(Refusal.ProposalDecided);
    }, cancel);

    /// <summary>Another administrator refuses, or the proposer withdraws; nothing is given by either, so that one is enough.</summary>
    public Task<ActOutcome> DeclineAsync(Guid actor, Guid id, CancellationToken cancel) => administration.AloneAsync(async () =>
    {
        if (await database.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } proposal)
            return new ActOutcome(Refusal.NotFound);
        if (proposal.AccountId == actor)
            return new ActOutcome(Refusal.OwnAccount);
        var (decision, act, now) = proposal.ProposedBy == actor
            ? (Decisions.Withdrawn, Acts.ProposalWithdrawn, clock.GetUtcNow()) : (Decisions.Refused, Acts.ProposalRefused, clock.GetUtcNow());
        var declined = await database.Proposals.Where(p => p.Id == id && p.Decision == null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Decision, decision).SetProperty(p => p.DecidedBy, actor).SetProperty(p => p.DecidedAt, now), cancel);
        if (declined == 1)
            Record(actor, act, proposal);
        return declined == 1 ? new ActOutcome(Refusal.None, proposal.AccountId) : new ActOutcome(Refusal.ProposalDecided);
    }, cancel);

    /// <summary>Neither decided nor run out.</summary>
    public IQueryable<Proposal> Open()
    {
        var now = clock.GetUtcNow();
        return database.Proposals.AsNoTracking().Where(p => p.Decision == null && p.ExpiresAt > now).OrderBy(p => p.ProposedAt);
    }

    /// <summary>Why the administrator may not confirm it now.</summary>
    public async Task<Refusal> RefusalAsync(Proposal proposal, Guid actor, DateTimeOffset? secondFactorAt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        var now = clock.GetUtcNow();
        if (proposal.Decision is not null)
            return Refusal.ProposalDecided;
        if (proposal.ExpiresAt <= now)
            return Refusal.ProposalExpired;
        if (proposal.ProposedBy == actor)
            return Refusal.OwnProposal;
        if (proposal.AccountId == actor)
            return Refusal.OwnAccount;
        Guid[] concerned = [actor, proposal.ProposedBy, proposal.AccountId];
        var accounts = await database.Accounts.AsNoTracking().Where(a => concerned.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        if (accounts.GetValueOrDefault(actor) is not { IsActiveAdmin: true })
            return Refusal.NotAdministrator;
        if (accounts.GetValueOrDefault(proposal.ProposedBy) is not { IsActiveAdmin: true })
            return Refusal.ProposerGone;
        if (accounts.GetValueOrDefault(proposal.AccountId)?.ConcurrencyStamp != proposal.AccountStamp)
            return Refusal.AccountChanged;
        var since = now - ApartFor;
        if (await database.Proposals.AnyAsync(p => p.Decision == Decisions.Confirmed && p.DecidedAt > since && p.Act != GivingActs.SetDetails
                && (p.AccountId == actor && (p.ProposedBy == proposal.ProposedBy || p.DecidedBy == proposal.ProposedBy)
                    || p.AccountId == proposal.ProposedBy && (p.ProposedBy == actor || p.DecidedBy == actor)), cancel))
            return Refusal.TooClose;
        return stepUp.IsFresh(secondFactorAt) ? Refusal.None : Refusal.SecondFactorNeeded;
    }

    /// <summary>Proposes what would be done now: tried, and undone, by the very rules of the confirmation.</summary>
    private async Task<ActOutcome> ProposeAsync(Guid actor, string act, Guid accountId, ProposedDetails details, CancellationToken cancel)
    {
        string? stamp = null;
        var tried = await administration.AloneAsync(async () =>
        {
            stamp = await database.Accounts.Where(a => a.Id == accountId).Select(a => a.ConcurrencyStamp).SingleOrDefaultAsync(cancel);
            var outcome = await ApplyAsync(new ActBy(actor, Guid.Empty), act, accountId, details, cancel);
            return outcome.Done ? outcome with { Refusal = Refusal.TakesTwo } : outcome;
        }, cancel);
        if (tried.Refusal != Refusal.TakesTwo)
            return tried;
        return await administration.AloneAsync(() =>
        {
            var now = clock.GetUtcNow();
            var proposal = new Proposal
            {
                Id = Guid.CreateVersion7(), Act = act, AccountId = accountId, Details = details.Write(), AccountStamp = stamp,
                ProposedBy = actor, ProposedAt = now, ExpiresAt = now + Proposal.Lifetime,
            };
            database.Proposals.Add(proposal);
            Record(actor, Acts.Proposed, proposal);
            return Task.FromResult(new ActOutcome(Refusal.None, accountId, ProposalId: proposal.Id));
        }, cancel);
    }

    private Task<ActOutcome> ApplyAsync(ActBy by, string act, Guid accountId, ProposedDetails details, CancellationToken cancel) => act switch
    {
        GivingActs.Invite => administration.InviteAsync(by, accountId, details.ToAccountDetails(), details.Roles, cancel),
        GivingActs.InviteAgain => administration.InviteAgainAsync(by, accountId, cancel),
        GivingActs.ResetPassword => administration.ResetAsync(by, accountId, secondFactor: false, cancel),
        GivingActs.ResetSecondFactor => administration.ResetAsync(by, accountId, secondFactor: true, cancel),
        GivingActs.SetRoles => administration.SetRolesAsync(by, accountId, details.Roles, cancel),
        GivingActs.SetDetails => administration.SetDetailsAsync(by, accountId, details.ToAccountDetails(), cancel),
        GivingActs.Reactivate => administration.ReactivateAsync(by, accountId, cancel),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "There is no such act."),
    };

    /// <summary>An invitation names no account yet: its user name is told instead.</summary>
    private void Record(Guid actor, string act, Proposal proposal)
    {
        var isInvitation = proposal.Act == GivingActs.Invite;
        database.Acts.Add(new AccountAct
        {
            Id = Guid.CreateVersion7(), AccountId = isInvitation ? null : proposal.AccountId, ActorId = actor, Act = act,
            Detail = isInvitation ? $"{proposal.Act} {proposal.Read().UserName}" : proposal.Act,
        });
    }
}
