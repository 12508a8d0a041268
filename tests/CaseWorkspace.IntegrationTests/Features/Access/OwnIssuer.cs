using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>
/// An issuer of the tests' own, and a second Web host of the shared workspace that trusts it: for tokens that the identity
/// server never gives out. To Web one conforming issuer is as good as another.
/// </summary>
public class OwnIssuer(Workspace workspace) : IAsyncLifetime
{
    /// <summary>A folder that nobody can make: what goes there fails.</summary>
    private const string NoVault = "/dev/null/vault";

    private readonly RSA key = RSA.Create(2048);
    private readonly Ports ports = Ports.Free();
    private WebApplication? server;
    private Dictionary<string, string> pushed = [];
    private HostProcess? web;

    public string Address => $"http://localhost:{ports.Identity}";

    /// <summary>How it calls itself.</summary>
    protected virtual string Name => Address;

    public string Web => $"http://localhost:{ports.Web}";

    public string Log => Path.Combine(workspace.Installation.DataFolder, "logs", $"{GetType().Name}.log");

    public Api Api { get; private set; } = null!;

    protected Workspace Workspace => workspace;

    /// <summary>The tokens with which <see cref="Api"/> acts for accounts.</summary>
    protected virtual Tokens Tokens => workspace.Api.Tokens;

    public virtual async ValueTask InitializeAsync()
    {
        await ServeAsync();
        var program = HostPrograms.Find(HostName.Web, Environment.GetEnvironmentVariable("CASEWORKSPACE_HOSTS"));
        var settings = Settings();
        web = new HostProcess(HostName.Web, new Uri($"http://localhost:{ports.Web}"), program, settings, Log);
        web.Start();
        // Without a vault it serves all else, and is never ready.
        await web.WaitUntilReadyAsync(new Uri(web.Address, settings["Vault__Folder"] is NoVault ? "/health/live" : "/health/ready"), TimeSpan.FromSeconds(60), CancellationToken.None);
        Api = new Api(web.Address, Tokens);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Api?.Dispose();
        if (web is not null)
            await web.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
        key.Dispose();
    }

    /// <summary>A sound token of an investigator, with the changes made to its header and payload.</summary>
    public string Token(Action<JsonObject>? payload = null, Action<JsonObject>? header = null, Func<byte[], byte[]>? sign = null)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var head = new JsonObject { ["alg"] = "RS256", ["typ"] = "at+jwt", ["kid"] = "own" };
        var claims = new JsonObject
        {
            ["iss"] = Address, ["aud"] = "caseworkspace-api", ["iat"] = now, ["nbf"] = now - 1, ["exp"] = now + 300,
            ["sub"] = Accounts.Investigator.Id, ["name"] = "investigator", ["role"] = "investigator", ["unit"] = "unit-1", ["sid"] = "own-session",
        };
        header?.Invoke(head);
        payload?.Invoke(claims);
        var content = $"{Part(head)}.{Part(claims)}";
        var signature = (sign ?? (bytes => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)))(Encoding.ASCII.GetBytes(content));
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>What the issuer answers to the person who is signed in at it.</summary>
    public Func<string> IdToken { get; set; } = () => "";

    /// <summary>Signs with the issuer's own key, in any way.</summary>
    public byte[] Sign(byte[] content, HashAlgorithmName hash, RSASignaturePadding padding) => key.SignData(content, hash, padding);

    /// <summary>The public key, which everybody knows.</summary>
    public byte[] PublicKey => Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem());

    private async Task ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address);
        server = builder.Build();
        server.MapGet("/.well-known/openid-configuration", () => Results.Json(new JsonObject
        {
            ["issuer"] = Name,
            ["jwks_uri"] = Address + "/jwks",
            ["authorization_endpoint"] = Address + "/authorize",
            ["token_endpoint"] = Address + "/token",
            ["pushed_authorization_request_endpoint"] = Address + "/par",
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        }));
        var parameters = key.ExportParameters(includePrivateParameters: false);
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
        server.MapPost("/token", () => Results.Json(new { access_token = Token(), id_token = IdToken(), token_type = "Bearer", expires_in = 300 }));
        await server.StartAsync();
    }

    protected virtual Dictionary<string, string> Settings() => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Demo",
        ["DOTNET_ENVIRONMENT"] = "Demo",
        ["Demo__Enabled"] = "true",
        ["ASPNETCORE_URLS"] = $"http://localhost:{ports.Web}",
        ["ConnectionStrings__Workspace"] = workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App),
        ["ConnectionStrings__Keys"] = workspace.Installation.WorkspaceSettings["ConnectionStrings:Keys"]!,
        ["TextKeys__Folder"] = workspace.Installation.WorkspaceSettings["TextKeys:Folder"]!,
        ["Oidc__Authority"] = Address,
        ["Oidc__ClientId"] = "web",
        ["Vault__Folder"] = NoVault,
        ["Keys__Folder"] = Path.Combine(workspace.Installation.DataFolder, "keys", "Web"),
        ["Limits__RequestsPerMinute"] = "400",
    };

    private static string Part(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
