using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
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

    private IssuerNode node = new();

    public string Address => node.Address;

    /// <summary>How it calls itself.</summary>
    protected virtual string Name => Address;

    /// <summary>Whether all classes of the shared workspace take the same one, because none changes what another relies on.</summary>
    protected virtual bool IsShared => false;

    public string Web => node.Web.GetLeftPart(UriPartial.Authority);

    public string Log => Path.Combine(workspace.Installation.DataFolder, "logs", $"{GetType().Name}.log");

    public Api Api { get; private set; } = null!;

    protected Workspace Workspace => workspace;

    /// <summary>The tokens with which <see cref="Api"/> acts for accounts.</summary>
    protected virtual Tokens Tokens => workspace.Api.Tokens;

    public virtual async ValueTask InitializeAsync()
    {
        if (IsShared)
        {
            var own = node;
            node = await workspace.SharedAsync(StartAsync);
            if (own != node)
                await own.DisposeAsync();
        }
        else
        {
            await StartAsync();
        }

        Api = new Api(node.Web, Tokens);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Api?.Dispose();
        if (!IsShared)
            await node.DisposeAsync();
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
        var signature = (sign ?? (bytes => node.Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)))(Encoding.ASCII.GetBytes(content));
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>What the issuer answers to the person who is signed in at it.</summary>
    public Func<string> IdToken
    {
        get => node.IdToken;
        set => node.IdToken = value;
    }

    /// <summary>Signs with the issuer's own key, in any way.</summary>
    public byte[] Sign(byte[] content, HashAlgorithmName hash, RSASignaturePadding padding) => node.Key.SignData(content, hash, padding);

    /// <summary>The public key, which everybody knows.</summary>
    public byte[] PublicKey => Encoding.UTF8.GetBytes(node.Key.ExportSubjectPublicKeyInfoPem());

    protected virtual Dictionary<string, string> Settings() => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Demo",
        ["DOTNET_ENVIRONMENT"] = "Demo",
        ["Demo__Enabled"] = "true",
        ["ASPNETCORE_URLS"] = Web,
        ["ConnectionStrings__Workspace"] = workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App),
        ["ConnectionStrings__Keys"] = workspace.Installation.WorkspaceSettings["ConnectionStrings:Keys"]!,
        ["TextKeys__Folder"] = workspace.Installation.WorkspaceSettings["TextKeys:Folder"]!,
        ["Oidc__Authority"] = Address,
        ["Oidc__ClientId"] = "web",
        ["Vault__Folder"] = NoVault,
        ["Keys__Folder"] = Path.Combine(workspace.Installation.DataFolder, "keys", "Web"),
        ["Limits__RequestsPerMinute"] = "800",
    };

    private async Task<IssuerNode> StartAsync()
    {
        var settings = Settings();
        node.AccessToken = () => Token();
        // Without a vault it serves all else, and is never ready.
        await node.StartAsync(Name, settings, Log, settings["Vault__Folder"] is NoVault ? "/health/live" : "/health/ready");
        return node;
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
