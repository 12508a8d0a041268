namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// Who is asked for a second factor: somebody whose password was right a moment ago, or the holder of a standing session of
/// whom a client wants a fresh one (step-up); the password is then not asked again.
/// </summary>
public sealed record SecondFactorAsked(Account Account, bool IsStepUp)
{
    /// <summary>Null when nobody is to be asked.</summary>
    public static async Task<SecondFactorAsked?> OfAsync(HttpContext context, AccountsDatabase database, bool signIn) => signIn
        ? await context.PendingAsync(database) is { } pending ? new SecondFactorAsked(pending, IsStepUp: false) : null
        : context.SignedInAccount() is { TwoFactorEnabled: true } holder ? new SecondFactorAsked(holder, IsStepUp: true) : null;

    /// <summary>The factor was given: the session begins, or goes on with it.</summary>
    public Task GivenAsync(HttpContext context, SecondFactor factor) =>
        IsStepUp ? context.KeepSessionAsync(Account, factor) : context.StartSessionAsync(Account, factor);
}
