using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>
/// The shared workspace behind an issuer of the tests' own that signs for anybody: as many people as a test wants, in any role
/// and unit, with a second factor used just now. No limit on requests, the vault is the real one. All classes share the issuer and
/// its host; each makes the people it needs.
/// </summary>
public sealed class OwnPeople : OwnIssuer
{
    private readonly MintedTokens tokens;

    public OwnPeople(Workspace workspace) : base(workspace) => tokens = new MintedTokens(this);

    public Scenario Scenario { get; private set; } = null!;

    protected override Tokens Tokens => tokens;

    protected override bool IsShared => true;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Scenario = new Scenario(Api);
        foreach (var account in Accounts.All)
            await KnownAsync(account);
    }

    /// <summary>Somebody new, known to the workspace as a colleague.</summary>
    public Task<Account> NewAsync(Role role, string name, string unit = "unit-1") => KnownAsync(Account.Somebody(role, name, unit));

    /// <summary>Somebody of several roles in unit-1, known to the workspace.</summary>
    public async Task<(Account Account, string Token)> OfRolesAsync(params string[] roles)
    {
        var person = Account.Somebody(CodeNames.FromCode<Role>(roles[0])!.Value, string.Join(" and ", roles));
        var token = Token(claims =>
        {
            claims["sub"] = person.Id;
            claims["name"] = person.Name;
            claims["unit"] = person.Unit;
            claims["role"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]);
            claims["sid"] = $"session-{person.Id}";
            claims["second_factor_at"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        });
        (await Api.SendAsync(new Call(HttpMethod.Get, "/api/journal?size=1") { Token = token })).Status.ShouldBeOneOf(200, 403);
        return (person, token);
    }

    /// <summary>The workspace learns the account's name, roles and unit from its token.</summary>
    public async Task<Account> KnownAsync(Account account)
    {
        tokens.Forget(account);
        (await Api.GetAsync(account, "/api/journal?size=1")).Status.ShouldBeOneOf(200, 403);
        return account;
    }

    /// <summary>As if the account's entry into the file had been so much earlier; done by the database's owner.</summary>
    public async Task EmergencyAccessWasTakenAsync(Account account, TimeSpan ago)
    {
        Workspace.WritesPastEvents(account.Id);
        (await Workspace.ScalarAsync<long>(
            """
            with moved as (
                update workspace.case_relation set since = since - @p2, until = until - @p2
                where subject = @p1 and relation = 'break-glass' and until is not null returning 1)
            select count(*) from moved
            """, $"person:{account.Id}", ago)).ShouldBe(1);
    }

    /// <summary>A token of the account in a session of its own.</summary>
    public string TokenOf(Account account, string? session = null, long? secondFactor = null, TimeSpan age = default) => Token(claims =>
    {
        claims["iat"] = (long)claims["iat"]! - (long)age.TotalSeconds;
        claims["sub"] = account.Id;
        claims["name"] = account.Name;
        claims["role"] = account.Role.Code();
        claims["unit"] = account.Unit;
        claims["sid"] = session ?? $"session-{account.Id}";
        claims["second_factor_at"] = secondFactor ?? TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        if (account.Posting is { } posting)
            claims["posting"] = posting;
    });

    protected override Dictionary<string, string> Settings()
    {
        var settings = base.Settings();
        settings["Vault__Folder"] = Path.Combine(Workspace.Installation.DataFolder, "vault");
        settings["Limits__RequestsPerMinute"] = "1000000";
        return settings;
    }

    private sealed class MintedTokens(OwnPeople people) : Tokens("")
    {
        private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

        private readonly ConcurrentDictionary<Account, (string Token, DateTimeOffset At)> minted = new();

        /// <summary>The next token is issued anew: what an older one says of its holder counts no longer.</summary>
        public void Forget(Account account) => minted.TryRemove(account, out _);

        public override Task<string> AccessAsync(Account account)
        {
            var now = TimeProvider.System.GetUtcNow();
            var one = minted.TryGetValue(account, out var before) && now - before.At < Fresh ? before : minted[account] = (people.TokenOf(account), now);
            return Task.FromResult(one.Token);
        }
    }
}
