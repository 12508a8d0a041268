using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Identity;
using Npgsql;

namespace CaseWorkspace.Benchmarks;

/// <summary>
/// What the identity server does at the start of a shift: whole sign-ins with password and code, refreshes and introspections, so many people within a minute,
/// and one lawful person among strangers who guess.
/// </summary>
internal sealed class SignIns(Installation installation, Workspace workspace)
{
    private const int People = 1000;
    private const int AttacksPerSecond = 1000;

    // As PasswordRules has it: what a sign-in costs at the least.
    private const int HashRounds = 210_000;

    private string Issuer => installation.Identity.Address.GetLeftPart(UriPartial.Authority);

    public static async Task Measure(Installation installation, Workspace workspace, TimeSpan span)
    {
        var signIns = new SignIns(installation, workspace);
        await signIns.KnownToken(span);
        await signIns.MakePeople();
        await signIns.Steady(span);
        await signIns.Shift();
        await signIns.Attacked(span);
    }

    /// <summary>Copies of a demo account: their password and their authenticator key are the demonstration's.</summary>
    private async Task MakePeople()
    {
        await using var source = NpgsqlDataSource.Create(installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var columns = source.CreateCommand(
            "select string_agg(quote_ident(column_name), ', ') from information_schema.columns where table_schema = 'identity' and table_name = 'accounts' and column_name not in ('id', 'user_name', 'normalized_user_name')");
        var others = (string)(await columns.ExecuteScalarAsync())!;
        await using var copy = source.CreateCommand(
            $"""
            insert into identity.accounts (id, user_name, normalized_user_name, {others})
            select gen_random_uuid(), 'shift-' || n, upper('shift-' || n), {others} from identity.accounts, generate_series(1, {People}) n where user_name = 'investigator'
            """);
        await copy.ExecuteNonQueryAsync();
    }

    private async Task Steady(TimeSpan span)
    {
        var hash = Stopwatch.StartNew();
        const int Hashes = 5;
        for (var i = 0; i < Hashes; i++)
        {
            Rfc2898DeriveBytes.Pbkdf2("a password of fifteen", RandomNumberGenerator.GetBytes(16), HashRounds, HashAlgorithmName.SHA512, 32);
        }

        Console.WriteLine(FormattableString.Invariant($"\nSign-ins with password and code; the password's hash alone takes {hash.Elapsed.TotalMilliseconds / Hashes:0} ms of a processor"));
        foreach (var callers in new[] { 1, 8 })
        {
            var next = 0;
            Print($"{callers} at a time", await Run(callers, span, () => SignIn(Interlocked.Increment(ref next) % People + 1)));
        }

        Console.WriteLine("Refreshes of a program's tokens, 8 at a time");
        var wallets = new System.Collections.Concurrent.ConcurrentQueue<(Oidc Client, System.Text.Json.Nodes.JsonNode Tokens)>();
        for (var i = 1; i <= 8; i++)
        {
            using var visitor = new Visitor(Issuer);
            var client = new Oidc(Issuer);
            new Authenticator(Authenticator.DemoKey).BelongsTo(Issuer, Name(i));
            wallets.Enqueue((client, await client.CliTokensAsync(visitor, Name(i))));
        }

        Print("refresh", await Run(8, span, async () =>
        {
            wallets.TryDequeue(out var wallet);
            var (status, tokens) = await wallet.Client.RefreshAsync(wallet.Tokens);
            wallets.Enqueue((wallet.Client, status == HttpStatusCode.OK ? tokens : wallet.Tokens));
            return status == HttpStatusCode.OK;
        }));
    }

    /// <summary>
    /// What it costs Web to know a program's token: an address that answers only for a cookie, asked with the token and without it. Neither reads the database;
    /// every seven seconds the identity server is asked whether the token still counts.
    /// </summary>
    private async Task KnownToken(TimeSpan span)
    {
        using var stranger = new HttpClient { BaseAddress = workspace.Http.BaseAddress };
        await Ask(workspace.Http, span / 3);
        await Ask(stranger, span / 3);
        var without = await Ask(stranger, span);
        var with = await Ask(workspace.Http, span);
        Console.WriteLine(FormattableString.Invariant(
            $"\nA request with a token that Web knows takes {with:0} µs of Web's processor time, the same without a token {without:0}: the token {with - without:0}"));
    }

    private async Task<double> Ask(HttpClient http, TimeSpan span)
    {
        var before = workspace.Spent();
        var found = await Run(8, span, async () =>
        {
            using var answer = await http.GetAsync(new Uri("/session", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.Unauthorized;
        });
        return found.Failed > 0 ? throw new InvalidOperationException($"{found.Failed} answers were not 401.")
            : (workspace.Spent() - before).Web * 1000 / found.Times.Length;
    }

    /// <summary>All of them, evenly over a minute, however long each takes.</summary>
    private async Task Shift()
    {
        Console.WriteLine($"{People} people sign in within a minute");
        var before = Spent();
        var begun = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(1, People).Select(async person =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1) * person / People);
            var at = Stopwatch.GetTimestamp();
            return (Ok: await SignIn(person), Took: Stopwatch.GetElapsedTime(at));
        }));
        Print("the shift", new Found(People / Stopwatch.GetElapsedTime(begun).TotalSeconds, [.. all.Select(one => one.Took.TotalMilliseconds).Order()], all.Count(one => !one.Ok), Spent() - before));
    }

    /// <summary>Strangers guess passwords of the shift's people from many networks, and one person signs in again and again.</summary>
    private async Task Attacked(TimeSpan span)
    {
        Console.WriteLine($"{AttacksPerSecond} wrong passwords a second from 200 networks, and one person who signs in");
        using var known = new Visitor(Issuer);
        await SignIn(People, known);
        using var stop = new CancellationTokenSource();
        int sent = 0, refused = 0;
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256, AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Issuer) };
        var forms = new (string Token, string Cookie)[8];
        for (var i = 0; i < forms.Length; i++)
        {
            forms[i] = await FormOf(http);
        }

        var attack = Task.Run(async () =>
        {
            var begun = Stopwatch.GetTimestamp();
            var under = new SemaphoreSlim(512);
            while (!stop.IsCancellationRequested)
            {
                for (var due = (int)(Stopwatch.GetElapsedTime(begun).TotalSeconds * AttacksPerSecond); sent < due; sent++)
                {
                    if (!under.Wait(0, CancellationToken.None))
                    {
                        continue;
                    }

                    var number = sent;
                    _ = Task.Run(async () =>
                    {
                        try
                        {
                            if (await Guess(http, forms[number % forms.Length], number))
                            {
                                Interlocked.Increment(ref refused);
                            }
                        }
                        finally
                        {
                            under.Release();
                        }
                    }, CancellationToken.None);
                }

                await Task.Delay(5, CancellationToken.None);
            }
        }, CancellationToken.None);
        Print("a known device", await Run(1, span * 3, () => SignIn(People, known)));
        var next = 0;
        Print("a new browser", await Run(1, span * 3, () => SignIn(People - 1 - (Interlocked.Increment(ref next) % 20))));
        await stop.CancelAsync();
        await attack;
        Console.WriteLine(FormattableString.Invariant($"  {sent} guesses were due; {refused} of those sent were turned away by a limit"));
    }

    private static async Task<(string Token, string Cookie)> FormOf(HttpClient http)
    {
        using var page = await http.GetAsync(new Uri("/sign-in", UriKind.Relative));
        var html = await page.Content.ReadAsStringAsync();
        const string Field = "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"";
        var at = html.IndexOf(Field, StringComparison.Ordinal) + Field.Length;
        return (html[at..html.IndexOf('"', at)], string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
    }

    private static async Task<bool> Guess(HttpClient http, (string Token, string Cookie) form, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in");
        request.Content = new FormUrlEncodedContent([new("UserName", Name(number % People + 1)), new("Password", "a wrong password of fifteen"), new("__RequestVerificationToken", form.Token)]);
        request.Headers.Add("Cookie", form.Cookie);
        request.Headers.Add("Origin", http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("X-Forwarded-For", FormattableString.Invariant($"198.18.{number % 200}.{number / 200 % 250 + 1}"));
        try
        {
            using var answer = await http.SendAsync(request);
            return answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>With a browser that was never here.</summary>
    private async Task<bool> SignIn(int person)
    {
        using var visitor = new Visitor(Issuer);
        return await SignIn(person, visitor);
    }

    /// <summary>As far as the identity server's own page.</summary>
    private static async Task<bool> SignIn(int person, Visitor visitor)
    {
        foreach (var session in visitor.Cookies.GetAllCookies().Where(cookie => cookie.Name.EndsWith("session", StringComparison.Ordinal)))
        {
            session.Expired = true;
        }

        try
        {
            var asked = await visitor.AskedForFactorAsync(Name(person));
            if (asked.Status != HttpStatusCode.OK)
            {
                return false;
            }

            var done = await visitor.SubmitAsync(asked, "/second-factor", ("Code", new Authenticator(Authenticator.DemoKey).Code()));
            return done.Status is HttpStatusCode.Found or HttpStatusCode.SeeOther;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private async Task<Found> Run(int callers, TimeSpan span, Func<Task<bool>> once)
    {
        var before = Spent();
        var begun = Stopwatch.GetTimestamp();
        var failed = 0;
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var mine = new List<double>();
            while (Stopwatch.GetElapsedTime(begun) < span)
            {
                var at = Stopwatch.GetTimestamp();
                if (!await once())
                {
                    Interlocked.Increment(ref failed);
                }

                mine.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }

            return mine;
        })));
        double[] all = [.. times.SelectMany(mine => mine).Order()];
        return new Found(all.Length / Stopwatch.GetElapsedTime(begun).TotalSeconds, all, failed, Spent() - before);
    }

    private static void Print(string what, Found found) => Console.WriteLine(FormattableString.Invariant(
        $"  {what,-20} {found.PerSecond,7:0.0}/s  p50 {At(found.Times, 0.5):0} ms  p95 {At(found.Times, 0.95):0} ms  longest {found.Times[^1]:0} ms  {found.Failed} failed   {found.Cost.Each(found.Times.Length).Replace("web", "identity", StringComparison.Ordinal)}"));

    private static double At(double[] times, double part) => times[Math.Min(times.Length - 1, (int)(times.Length * part))];

    private static string Name(int person) => "shift-" + person.ToString(CultureInfo.InvariantCulture);

    private ProcessorTime Spent() => ProcessorTime.Now(installation.Identity.Mark!.Id, workspace.Postmaster);

    private sealed record Found(double PerSecond, double[] Times, int Failed, ProcessorTime Cost);
}
