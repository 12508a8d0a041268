using CaseWorkspace.Platform.Web.Frame;

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

    /// <summary>Where an attempt to give it comes from: failures in an open session count for that session alone.</summary>
    public AttemptOrigin From(HttpContext context) => context.AttemptOrigin(inSession: IsStepUp);

    /// <summary>The factor was given: the session begins, or goes on with it. Answers where that leads.</summary>
    public async Task<string> GivenAsync(HttpContext context, SecondFactor factor, string? returnUrl)
    {
        if (!IsStepUp)
        {
            await context.RequestServices.GetRequiredService<Attempts>().FactorGivenAsync(Account.Id, context.AttemptOrigin());
            return await context.StartSessionAsync(Account, factor, returnUrl);
        }
        await context.KeepSessionAsync(Account, factor);
        return LocalPath.Of(returnUrl);
    }
}
