using System.Net;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Takes "not now" (502, 503, 504: of a proxy whose node is gone, of a node whose database is) for what it is: no answer. The sign-in would take it for a
/// fault of its own, and show the person a fault of the page instead of a page that waits.
/// </summary>
public sealed class AnsweringIdentity() : DelegatingHandler(
    // What a host tells the identity server, secrets among it, goes to the addresses that were set and to no other.
    new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode is not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout))
        {
            return answer;
        }

        var status = answer.StatusCode;
        answer.Dispose();
        throw new HttpRequestException($"The identity server answers {(int)status}.", null, status);
    }
}
