using System.Collections.Concurrent;
using System.Net;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>
/// The other administrator of a demonstration: one session for each installation. The factor is given whenever a page asks for it.
/// </summary>
public sealed class SecondAdministrator
{
    public const string Name = "identity-admin-2";

    private static readonly ConcurrentDictionary<string, Lazy<Task<SecondAdministrator>>> All = new(StringComparer.Ordinal);

    private readonly Visitor visitor;
    private readonly SemaphoreSlim turn = new(1);

    private SecondAdministrator(Visitor visitor) => this.visitor = visitor;

    public static Task<SecondAdministrator> OfAsync(string address) => All.GetOrAdd(address, key => new(() => BeginAsync(key))).Value;

    public string Address => visitor.Address;

    /// <summary>The cookies of the session, with a second factor used just now: for a browser that goes on with it.</summary>
    public Task<List<Cookie>> WithFreshFactorAsync() => InTurnAsync(async () =>
    {
        await GiveFactorAsync("/second-factor?returnUrl=%2F");
        return visitor.Cookies.GetAllCookies().ToList();
    });

    public Task<Sheet> GetAsync(string path) => InTurnAsync(() => visitor.GetAsync(path));

    /// <summary>Sends the form as it stands, and answers what comes back.</summary>
    public async Task<Sheet> PostAsync(string path, string action) => (await PostAtOnceAsync(path, action, 1))[0];

    /// <summary>The same form, so many times at once.</summary>
    public Task<Sheet[]> PostAtOnceAsync(string path, string action, int times) => InTurnAsync(async () =>
    {
        var page = await visitor.GetAsync(path);
        return await Task.WhenAll(Enumerable.Range(0, times).Select(_ => visitor.SubmitAsync(page, action)));
    });

    /// <summary>Sends what the page offers no form for, with a second factor used just now.</summary>
    public Task<Sheet> ForgeAsync(string path, string handler, params (string Name, string Value)[] fields) => InTurnAsync(async () =>
    {
        var page = await visitor.GetAsync(path);
        var answer = await visitor.ForgeAsync(page, handler, fields);
        if (answer.Location?.StartsWith("/second-factor", StringComparison.Ordinal) != true)
            return answer;
        await GiveFactorAsync(answer.Location);
        return await visitor.ForgeAsync(page, handler, fields);
    });

    /// <summary>Sends the form of the page whose action contains the text, if need be with a second factor before; answers the page that follows.</summary>
    public Task<Sheet> ActAsync(string path, string action) => InTurnAsync(async () =>
    {
        var answer = await visitor.SubmitAsync(await visitor.GetAsync(path), action);
        if (answer.Location?.StartsWith("/second-factor", StringComparison.Ordinal) == true)
        {
            await GiveFactorAsync(answer.Location);
            answer = await visitor.SubmitAsync(await visitor.GetAsync(path), action);
        }
        return await visitor.FollowAsync(answer);
    });

    private async Task<T> InTurnAsync<T>(Func<Task<T>> act)
    {
        await turn.WaitAsync();
        try
        {
            return await act();
        }
        finally
        {
            turn.Release();
        }
    }

    private static async Task<SecondAdministrator> BeginAsync(string address)
    {
        var person = new Visitor(address);
        (await person.SignInAsync(Name)).Status.ShouldBe(HttpStatusCode.Found);
        return new SecondAdministrator(person);
    }

    private async Task GiveFactorAsync(string path)
    {
        var page = await visitor.GetAsync(path);
        var given = await Authenticator.Of(visitor.Address, Name)!.GiveAsync(visitor.Address, Name, code => visitor.SubmitAsync(page, "/second-factor", ("Code", code)));
        given.Status.ShouldBe(HttpStatusCode.Found, given.Html);
    }
}
