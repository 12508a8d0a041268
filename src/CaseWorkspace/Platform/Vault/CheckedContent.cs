using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CaseWorkspace.Platform.Vault;

/// <summary>
/// Content on its way out, hashed as it goes. Sent as an attachment that no browser interprets, never as the type that its
/// sender claimed. Damaged content never arrives as complete: the connection is broken before its last part, or, where
/// nothing has left yet, a problem document is sent instead.
/// </summary>
/// <param name="vault">Where it is.</param>
/// <param name="content">What it is.</param>
/// <param name="name">The file name to offer; text that people gave.</param>
/// <param name="damaged">Told what was found when it is not what was sealed.</param>
/// <param name="isOpen">Whether the reader still has access: asked again while it is sent (see <see cref="WatchedStream"/>).</param>
public sealed class CheckedContent(
    EvidenceVault vault, VaultContent content, string name, Func<ContentCheck, Task> damaged, Func<CancellationToken, Task<bool>> isOpen) : IResult
{
    /// <summary>What it is.</summary>
    public VaultContent Content => content;

    /// <summary>Sends it as the answer to a request.</summary>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        SetHeaders(response);
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        try
        {
            if (await SendTo(response.Body, httpContext.RequestAborted))
            {
                return;
            }
        }
        catch (AccessEndedException)
        {
            // Incomplete, and so of no use: the length that was announced is not reached.
            httpContext.Abort();
            return;
        }

        if (response.HasStarted)
        {
            httpContext.Abort();
            return;
        }

        response.Clear();
        await Problems.Answer(new Refusal(RefusalKind.Rule, "content-damaged", [])).ExecuteAsync(httpContext);
    }

    /// <summary>Sends it to a stream.</summary>
    /// <returns>Whether all of it was sent; otherwise it is damaged, which is recorded, and the last part was held back.</returns>
    public async Task<bool> SendTo(Stream destination, CancellationToken cancellation)
    {
        await using var watched = new WatchedStream(destination, isOpen, TimeProvider.System);
        var check = await vault.Deliver(content, watched, cancellation);
        if (!check.Sound)
        {
            await damaged(check);
        }

        return check.Sound;
    }

    private void SetHeaders(HttpResponse response)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(FileName.Harmless(name));
        response.ContentType = "application/octet-stream";
        response.ContentLength = content.Length;
        response.Headers.ContentDisposition = disposition.ToString();
        // A part of it could not be checked on the way out: only the whole is given.
        response.Headers.AcceptRanges = "none";
        response.Headers[ReprDigest.Field] = content.Digest;
    }
}
