namespace CaseWorkspace.Identity.Accounts;

/// <summary>Whether a second factor was used so lately that it stands for the act at hand. Every act that wants a fresh one asks here.</summary>
public sealed class StepUp(IdentitySettings settings, TimeProvider clock)
{
    /// <param name="secondFactorAt">When the session's second factor was last used; none: never.</param>
    /// <param name="share">The part of the limit that counts.</param>
    public bool IsFresh(DateTimeOffset? secondFactorAt, double share = 1) => clock.GetUtcNow() - secondFactorAt < settings.SecondFactorHolds * share;
}
