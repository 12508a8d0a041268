using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>
/// Nothing a client sends makes the host fail: sound calls of every route, each changed in a random place, in random ways. The seed
/// stands in the failure's text; <c>FUZZ_SEED</c> and <c>FUZZ_SECONDS</c> run it otherwise.
/// </summary>
[Collection(SharedWorkspace.Name)]
public sealed class FuzzTests(Workspace workspace, AccessCases standings) : IClassFixture<AccessCases>
{
    private static readonly string[] Values =
    [
        "", " ", "0", "-1", "1e309", "99999999999999999999", "null", "true", "NaN", "*", "\"", "\\", "%", "%00", "%zz", "%ff%fe", "%ed%a0%80", "..", "../..", "%2e%2e%2f", "a,b", ";", "=", "&", "#",
        "W/\"1\"", "\"1\"", "\"1\", W/\"2\", *", "bytes=0-1", "bytes 0-1/2", "utf-16", "👮🏽", "საქმე", "\u202E", "\u200B", "{}", "[]", "{\"a\":1}", "<a/>", "'; drop table x; --", "${7*7}", "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z", "2026-11-20T10:00:00+04:00", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "infinity~00000000-0000-0000-0000-000000000000", "~", "a:*&!b",
        new string('a', 300), new string('9', 4000),
    ];

    private static readonly string[] Fields =
    [
        "Content-Type", "Accept", "Accept-Language", "Accept-Encoding", "Accept-Charset", "Authorization", "Cookie", "If-Match", "If-None-Match", "If-Modified-Since", "If-Range", "Range", "Content-Range",
        "Content-Encoding", "Content-Disposition", "Content-Language", "Repr-Digest", "Idempotency-Key", "Purpose", "Purpose-Words", "Origin", "Sec-Fetch-Site", "Upgrade", "Expect", "TE", "Forwarded",
        "X-Forwarded-For", "X-Forwarded-Proto", "X-HTTP-Method-Override", "traceparent", "baggage", "Prefer", "X-CaseWorkspace",
    ];

    private static readonly string[] Types =
    [
        "application/json", "application/json; charset=", "application/json; charset=\"x\"", "application/json;;;", "text/json", "application/problem+json", "multipart/form-data", "multipart/form-data; boundary=",
        "application/x-www-form-urlencoded", "*/*", "/", "x", "application/json, text/plain", "application/octet-stream; charset=utf-16",
    ];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"];

    [Fact]
    public async Task Nothing_that_a_client_sends_makes_the_host_fail()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var some) ? some : 25;
        var random = new Random(seed);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            BaseAddress = workspace.Api.Address, Timeout = TimeSpan.FromSeconds(30),
        };
        var sound = new List<Call>();
        foreach (var route in RouteTable.All)
            sound.Add(await SoundAsync(route));
        var failed = new List<string>();
        var sent = 0;
        for (var since = Stopwatch.StartNew(); since.Elapsed < TimeSpan.FromSeconds(seconds) && failed.Count < 10;)
        {
            // Each route in its turn, so that all of them are reached however slow the machine is.
            var calls = Enumerable.Range(0, 8).Select(_ => sound[sent++ % sound.Count]).Select(call => RequestAsync(call, random)).ToList();
            foreach (var request in await Task.WhenAll(calls))
            {
                using (request)
                {
                    if (await TryAsync(http, request) is { } failure)
                        failed.Add(failure);
                }
            }
        }

        failed.ShouldBeEmpty($"FUZZ_SEED={seed}, {sent} calls");
        sent.ShouldBeGreaterThan(RouteTable.All.Count, "every route was reached");
    }

    /// <summary>The failure; null when there is none.</summary>
    private static async Task<string?> TryAsync(HttpClient http, HttpRequestMessage request)
    {
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var text = (int)answer.StatusCode >= 400 ? await answer.Content.ReadAsStringAsync() : "";
            return (int)answer.StatusCode >= 500 ? Told(request, $"{(int)answer.StatusCode} {text}")
                // What the server itself cannot read it answers before any of our code runs; other addresses are those of pages.
                : (int)answer.StatusCode >= 400 && request.RequestUri!.AbsolutePath.StartsWith("/api/", StringComparison.OrdinalIgnoreCase) && text.Length == 0 && request.Method != HttpMethod.Head && answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.RequestUriTooLong or HttpStatusCode.RequestHeaderFieldsTooLarge or HttpStatusCode.ExpectationFailed or HttpStatusCode.MethodNotAllowed)
                    ? Told(request, $"{(int)answer.StatusCode} without a problem document")
                : null;
        }
        catch (Exception fault) when (fault is HttpRequestException or FormatException or InvalidOperationException or IOException)
        {
            // The client cannot send it, or the server closed the connection over a request that was none.
            return null;
        }
    }

    private static string Told(HttpRequestMessage request, string answer) =>
        $"{request.Method} {request.RequestUri} {string.Join(" | ", request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).Where(header => header.Key != "Authorization").Select(header => $"{header.Key}: {string.Join(',', header.Value)}"))}\n{answer}";

    private async Task<HttpRequestMessage> RequestAsync(Call call, Random random)
    {
        var (method, path, body) = (call.Method.Method, call.Path, (JsonNode?)(call.Body as JsonObject)?.DeepClone());
        var (headers, content, type) = (new List<(string, string)>(), call.Content, body is null ? call.ContentType : "application/json");
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            switch (random.Next(6))
            {
                case 0 when body is not null:
                    body = Changed(body, random);
                    break;
                case 1 when body is not null || content is not null:
                    content = Broken(body is null ? content! : Encoding.UTF8.GetBytes(body.ToJsonString()), random);
                    body = null;
                    break;
                case 2:
                    path += (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + One(["search", "cursor", "size", "kind", "at", "until", "from", "to", "since", "view", "order", "role", "number", "person", "operation", "x", "fileName", "asIs", "subFile"], random)
                        + "=" + Uri.EscapeDataString(One(Values, random));
                    break;
                case 3:
                    var parts = path.Split('/');
                    parts[random.Next(2, parts.Length)] = Uri.EscapeDataString(One(Values, random));
                    path = string.Join('/', parts);
                    break;
                case 4:
                    headers.Add((One(Fields, random), One(Values, random)));
                    break;
                default:
                    (type, method) = random.Next(3) > 0 ? (One(Types, random), method) : (type, One(Methods, random));
                    break;
            }
        }

        var request = await workspace.Api.RequestAsync(call with
        {
            Method = HttpMethod.Parse(method), Path = path, Body = null, Content = body is null ? content : Encoding.UTF8.GetBytes(body.ToJsonString()), ContentType = null,
        });
        request.Content ??= random.Next(4) == 0 ? new ByteArrayContent([]) : null;
        if (type is not null)
            request.Content?.Headers.TryAddWithoutValidation("Content-Type", type);
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name == "Content-Type" ? "Purpose" : name.StartsWith("Content-", StringComparison.Ordinal) ? "none" : name);
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>One member of the body, however deep, holds another value, is gone, or is there twice as long.</summary>
    private static JsonNode Changed(JsonNode body, Random random)
    {
        var at = body;
        while (at is JsonObject { Count: > 0 } inner && inner.ElementAt(random.Next(inner.Count)) is { Value: JsonObject { Count: > 0 } deeper } && random.Next(2) == 0)
            at = deeper;
        if (at is JsonObject { Count: > 0 } members)
        {
            var name = members.ElementAt(random.Next(members.Count)).Key;
            members[name] = random.Next(8) switch
            {
                0 => null,
                1 => random.Next(int.MinValue, int.MaxValue),
                2 => random.NextDouble() * 1e300,
                3 => new JsonArray(One(Values, random), null, 1),
                4 => new JsonObject { [One(Values, random)] = One(Values, random) },
                5 => random.Next(2) == 0,
                6 => string.Concat(Enumerable.Repeat(One(Values, random), random.Next(1, 200))),
                _ => One(Values, random),
            };
        }

        return body;
    }

    /// <summary>Some bytes are others, or are missing.</summary>
    private static byte[] Broken(byte[] content, Random random)
    {
        var broken = content[..random.Next(content.Length + 1)];
        for (var bytes = random.Next(4); bytes > 0 && broken.Length > 0; bytes--)
            broken[random.Next(broken.Length)] = (byte)random.Next(256);
        return random.Next(5) == 0 ? [.. broken, .. broken] : broken;
    }

    private static string One(string[] of, Random random) => of[random.Next(of.Length)];

    private async Task<Call> SoundAsync(Route route)
    {
        var sample = Sample.Of(route);
        var standing = standings.All[0];
        var account = standing.Cast.First(account => standing.MayDo(account, route, sample.On));
        var call = sample.Call(route, standing, account, await workspace.VersionAsync(account, standing.IdOf(sample.On)));
        // A stand-in named by chance would have relations in the files of other tests: somebody of another role is never taken.
        return route.Name is "access.name-stand-in" ? call with { Body = Bodies.StandIn(Accounts.Auditor) } : call;
    }
}
