using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>An issuer with a key and addresses of its own, and the Web host that trusts it: both run once they are started.</summary>
public sealed class IssuerNode : IAsyncDisposable
{
    private readonly Ports ports = Ports.Free();
    private WebApplication? server;
    private Dictionary<string, string> pushed = [];
    private HostProcess? web;

    /// <summary>The key that the issuer signs with.</summary>
    public RSA Key { get; } = RSA.Create(2048);

    /// <summary>Where the issuer answers.</summary>
    public string Address => $"http://localhost:{ports.Identity}";

    /// <summary>Where Web answers.</summary>
    public Uri Web => new($"http://localhost:{ports.Web}");

    /// <summary>What the issuer answers, beside <see cref="AccessToken"/>, to the person who is signed in at it.</summary>
    public Func<string> IdToken { get; set; } = () => "";

    /// <summary>The access token of the person who is signed in at the issuer.</summary>
    public Func<string> AccessToken { get; set; } = () => "";

    /// <summary>Starts the issuer, which calls itself by this name, and then Web.</summary>
    /// <param name="name">How the issuer calls itself.</param>
    /// <param name="settings">Those of Web.</param>
    /// <param name="log">Where Web writes.</param>
    /// <param name="ready">The path that answers once the host is as ready as it will be with these settings.</param>
    public async Task StartAsync(string name, Dictionary<string, string> settings, string log, string ready)
    {
        await ServeAsync(name);
        web = new HostProcess(HostName.Web, Web, TestedHosts.ProgramOf(HostName.Web), settings, log);
        web.Start();
        await web.WaitUntilReadyAsync(new Uri(Web, ready), TimeSpan.FromSeconds(60), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (web is not null)
            await web.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
        Key.Dispose();
    }

    private async Task ServeAsync(string name)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address);
        server = builder.Build();
        server.MapGet("/.well-known/openid-configuration", () => Results.Json(new JsonObject
        {
            ["issuer"] = name,
            ["jwks_uri"] = Address + "/jwks",
            ["authorization_endpoint"] = Address + "/authorize",
            ["token_endpoint"] = Address + "/token",
            ["pushed_authorization_request_endpoint"] = Address + "/par",
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        }));
        var parameters = Key.ExportParameters(includePrivateParameters: false);
        server.MapGet("/jwks", () => Results.Json(new
        {
            keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "own", n = Base64Url.EncodeToString(parameters.Modulus), e = Base64Url.EncodeToString(parameters.Exponent) } },
        }));
        // Signs everybody in without asking, with the ID token that the test makes.
        server.MapPost("/par", async (HttpRequest request) =>
        {
            pushed = (await request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
            return Results.Json(new { request_uri = "urn:own:request", expires_in = 60 }, statusCode: StatusCodes.Status201Created);
        });
        server.MapGet("/authorize", () => Results.Redirect($"{pushed["redirect_uri"]}?code=own&state={Uri.EscapeDataString(pushed["state"])}&iss={Uri.EscapeDataString(Address)}"));
        server.MapPost("/token", () => Results.Json(new { access_token = AccessToken(), id_token = IdToken(), token_type = "Bearer", expires_in = 300 }));
        await server.StartAsync();
    }
}
