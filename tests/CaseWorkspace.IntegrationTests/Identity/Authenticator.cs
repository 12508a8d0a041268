using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>An authenticator app (RFC 6238), written apart from the host's so that one checks the other.</summary>
public sealed partial class Authenticator(string key)
{
    /// <summary>The key that the accounts of the demonstration share.</summary>
    public const string DemoKey = "CASEWORKSPACEDEMOKEYFOREVERYBODY";

    private static readonly Authenticator Demo = new(DemoKey);
    private static readonly ConcurrentDictionary<string, Authenticator> Known = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim turn = new(1);
    private long lastStep;

    /// <summary>Those that were shown when the app was set up.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>The app of the account: the one that a test set up, or the demonstration's; null: none is known.</summary>
    public static Authenticator? Of(string issuer, string userName)
    {
        var name = userName.Trim().ToLowerInvariant();
        return Known.GetValueOrDefault($"{issuer} {name}") ?? Known.GetValueOrDefault(name) ?? (Accounts.All.Any(account => account.Name == name) ? Demo : null);
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30;

    /// <summary>The code for now, or for so many steps of 30 s from now.</summary>
    public string Code(int steps = 0)
    {
        // Not in the last moment of a step, or the host would read the code in the next one.
        while (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() % 30_000 > 28_000)
            Thread.Sleep(200);
        lastStep = Math.Max(lastStep, Now + steps);
        return At(Now + steps);
    }

    /// <summary>
    /// Gives a code that has not been used. Three of them serve at one time; after those the host is made to forget the last, as if half
    /// a minute had passed.
    /// </summary>
    public async Task<T> GiveAsync<T>(string issuer, string userName, Func<string, Task<T>> give)
    {
        if (key == DemoKey)
            return await give(At(Now));
        await turn.WaitAsync();
        try
        {
            if (lastStep > Now)
            {
                await PassedTime.SinceCodeAsync(issuer, userName.Trim().ToLowerInvariant());
                lastStep = Now - 1;
            }
            lastStep = Math.Max(lastStep + 1, Now);
            return await give(At(lastStep));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Sets up the app on the way of an invitation, at the page that shows its key; answers the page that follows.</summary>
    public static async Task<Sheet> EnrolAsync(Visitor visitor, Sheet page, string userName)
    {
        var app = new Authenticator(KeyPattern().Match(page.Html).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));
        // The step before this one, so that the current code is still unspent for the sign-in that follows.
        var done = await visitor.SubmitAsync(page, "handler=Enrol", ("Code", app.Code(-1)));
        done.Status.ShouldBe(HttpStatusCode.OK);
        app.RecoveryCodes = [.. CodePattern().Matches(done.Html).Select(match => match.Groups[1].Value)];
        // The link may have been used meanwhile.
        if (app.RecoveryCodes.Count == 10)
            app.BelongsTo(visitor.Address, userName);
        return done;
    }

    /// <summary>From now on sign-ins of the account are completed with this app.</summary>
    public void BelongsTo(string issuer, string userName) => Known[$"{issuer} {userName}"] = Known[userName] = this;

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238.")]
    private string At(long step)
    {
        var bits = string.Concat(key.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(secret, counter);
        var value = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFFFFFF;
        return (value % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("<code class=\"key\">([A-Z2-7 ]+)</code>", RegexOptions.None, 1000)]
    private static partial Regex KeyPattern();

    [GeneratedRegex("<li><code>([^<]+)</code></li>", RegexOptions.None, 1000)]
    private static partial Regex CodePattern();
}
