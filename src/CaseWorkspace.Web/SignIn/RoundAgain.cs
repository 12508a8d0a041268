using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Authentication;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Somebody comes back from the identity server and cannot be signed in with what they bring: the sign-in page stood open for too long,
/// another tab or another program began this sign-in, the address was loaded twice, or the token is signed by a key that was published
/// a moment ago. Most are signed in at the identity server by then: they go round once more, without noticing, to where they were going.
/// </summary>
public static class RoundAgain
{
    /// <summary>How soon after the last time an unknown key may have the published keys read once more; forged tokens can ask no oftener.</summary>
    public static readonly TimeSpan KeysReadAgainAfter = TimeSpan.FromSeconds(30);

    private const string Tried = "round-again.tried";

    /// <summary>Notes on an attempt that one has failed before it.</summary>
    public static void Note(AuthenticationProperties attempt, bool again)
    {
        if (again)
        {
            attempt.Items[Tried] = "";
        }
    }

    /// <summary>
    /// Sends the person round, once; true when that is done. By our own pages: a way back that fails costs the identity server no request
    /// of its own.
    /// </summary>
    public static bool Sent(RemoteFailureContext context)
    {
        if (context.Properties is not { } before || before.Items.ContainsKey(Tried) || context.Failure is HttpRequestException or TaskCanceledException)
        {
            return false;
        }

        context.HandleResponse();
        context.Response.Redirect(StepUp.PersonOf(before) is null
            ? BeginSignIn.Address(before.RedirectUri, again: true)
            : $"{StepUp.Path}?returnUrl={Uri.EscapeDataString(LocalPath.Of(before.RedirectUri))}&again=1");
        return true;
    }

    /// <summary>Whether the identity server itself let the person in no further.</summary>
    public static bool IsRefusal(Exception? fault) => string.Equals(fault?.Data["error"] as string, "access_denied", StringComparison.Ordinal);
}
