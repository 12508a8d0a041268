using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>An authenticator app (RFC 6238), written apart from the host's so that one checks the other.</summary>
public sealed partial class Authenticator(string key)
{
    /// <summary>The code for now, or for so many steps of 30 s from now.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238.")]
    public string Code(int steps = 0)
    {
        // Not in the last moment of a step, or the host would read the code in the next one.
        while (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() % 30_000 > 28_000)
            Thread.Sleep(200);
        var bits = string.Concat(key.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 + steps);
        var hash = HMACSHA1.HashData(secret, counter);
        var value = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFFFFFF;
        return (value % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Sets up the second factor of the person who is signed in; answers the app and the recovery codes.</summary>
    public static async Task<(Authenticator App, IReadOnlyList<string> RecoveryCodes)> EnrolAsync(Visitor visitor, string password = "Demo-2026!")
    {
        var (app, codes, _) = await EnrolAsync(visitor, await visitor.GetAsync("/authenticator"), password);
        return (app, codes);
    }

    /// <summary>The same, on the page that stands open; answers the page that follows too.</summary>
    public static async Task<(Authenticator App, IReadOnlyList<string> RecoveryCodes, Sheet Done)> EnrolAsync(Visitor visitor, Sheet page, string password)
    {
        var app = new Authenticator(KeyPattern().Match(page.Html).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));
        // The step before this one, so that the current code is still unspent for the sign-in that follows.
        var done = await visitor.SubmitAsync(page, "Enrol", ("Code", app.Code(-1)), ("Password", password));
        done.Status.ShouldBe(HttpStatusCode.OK);
        var codes = CodePattern().Matches(done.Html).Select(match => match.Groups[1].Value).ToList();
        codes.Count.ShouldBe(10, done.Html);
        return (app, codes, done);
    }

    [GeneratedRegex("<code class=\"key\">([A-Z2-7 ]+)</code>", RegexOptions.None, 1000)]
    private static partial Regex KeyPattern();

    [GeneratedRegex("<li><code>([^<]+)</code></li>", RegexOptions.None, 1000)]
    private static partial Regex CodePattern();
}
