using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>A call to the API: everything a caller may say.</summary>
public sealed record Call(HttpMethod Method, string Path)
{
    /// <summary>Whose token goes along; null: nobody's.</summary>
    public Account? As { get; init; }

    /// <summary>A token that is sent as it is, in place of an account's.</summary>
    public string? Token { get; init; }

    /// <summary>Sent as JSON.</summary>
    public object? Body { get; init; }

    /// <summary>Sent as it is, in place of <see cref="Body"/>.</summary>
    public byte[]? Content { get; init; }

    /// <summary>The type of <see cref="Content"/>; null: none is named.</summary>
    public string? ContentType { get; init; } = "application/json";

    /// <summary>The version seen, for <c>If-Match</c>.</summary>
    public long? Seen { get; init; }

    /// <summary>The <c>Idempotency-Key</c>.</summary>
    public string? Key { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}

/// <summary>
/// The API of a running installation, as people's programs use it. Every answer of a route is compared with the statuses
/// that /openapi/v1.json declares for it, and with the header fields of that status: an undeclared one fails the test that
/// met it, and so does a declared one that is not there.
/// </summary>
public sealed class Api : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient http;
    private readonly Lazy<Task<IReadOnlyDictionary<string, IReadOnlyDictionary<int, IReadOnlySet<string>>>>> declared;

    // What every answer carries is not told of each.
    private static readonly string[] Told = ["ETag", "Location", "Repr-Digest", "Content-Disposition", "Retry-After", "WWW-Authenticate"];

    public Api(Uri web, Tokens tokens)
    {
        Tokens = tokens;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 }) { BaseAddress = web, Timeout = TimeSpan.FromSeconds(100) };
        declared = new(ReadDeclaredAsync);
    }

    public Tokens Tokens { get; }

    public Uri Address => http.BaseAddress!;

    public Task<Reply> GetAsync(Account? account, string path, params (string Name, string Value)[] headers) =>
        SendAsync(new Call(HttpMethod.Get, path) { As = account, Headers = headers });

    public Task<Reply> PostAsync(Account? account, string path, object? body = null, long? seen = null, string? key = null) =>
        SendAsync(new Call(HttpMethod.Post, path) { As = account, Body = body, Seen = seen, Key = key });

    public Task<Reply> PutAsync(Account? account, string path, object? body = null, long? seen = null) =>
        SendAsync(new Call(HttpMethod.Put, path) { As = account, Body = body, Seen = seen });

    /// <summary>Sends bytes as the content of an item or a document.</summary>
    public Task<Reply> UploadAsync(Account account, HttpMethod method, string path, byte[] content, params (string Name, string Value)[] headers) =>
        SendAsync(new Call(method, path) { As = account, Content = content, ContentType = "application/octet-stream", Headers = headers });

    /// <summary>The version of the thing as the account sees it.</summary>
    public async Task<long> VersionAsync(Account account, string path) => (await GetAsync(account, path)).Expect(200).Version;

    public async Task<Reply> SendAsync(Call call)
    {
        using var request = await RequestAsync(call);
        using var answer = await http.SendAsync(request);
        var headers = answer.Headers.Concat(answer.Content.Headers)
            .SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}")).Order(StringComparer.Ordinal);
        var reply = new Reply((int)answer.StatusCode, [.. headers], await answer.Content.ReadAsByteArrayAsync());
        await CompareAsync(call, reply);
        // A line that the server cannot read is answered before any of our code runs.
        if (!call.Path.Contains("%00", StringComparison.Ordinal))
            SecurityHeaders.ShouldBeIn(reply.Headers, $"{call.Method} {call.Path}: {reply.Status}");
        return reply;
    }

    public async Task<HttpRequestMessage> RequestAsync(Call call)
    {
        var request = new HttpRequestMessage(call.Method, call.Path);
        if ((call.Token ?? (call.As is { } account ? await Tokens.AccessAsync(account) : null)) is { } token)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (call.Seen is { } seen)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{seen}\"");
        // As a program does that always works for one purpose; what happens without is tried where it is the matter.
        if (!call.Headers.Any(header => header.Name == "Purpose"))
            request.Headers.TryAddWithoutValidation("Purpose", "investigation");
        if (call.Key is { } key)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        var content = call.Content ?? (call.Body is null ? null : JsonSerializer.SerializeToUtf8Bytes(call.Body, Json));
        if (content is not null)
        {
            request.Content = new ByteArrayContent(content);
            if (call.ContentType is { } type)
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        foreach (var (name, value) in call.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private async Task CompareAsync(Call call, Reply reply)
    {
        if (RouteTable.Find(call.Method, call.Path) is { } route)
        {
            (await declared.Value).ShouldContainKey(route.Name, "the route is not described in /openapi/v1.json");
            var statuses = (await declared.Value)[route.Name];
            statuses.ShouldContainKey(reply.Status, $"{route} answers what it does not declare: {reply.Text}");
            Told.Where(name => reply.Header(name) is not null)
                .ShouldBe(statuses[reply.Status], ignoreOrder: true, $"{route} answers {reply.Status} with other header fields than it declares: {reply.Text}");
        }
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<int, IReadOnlySet<string>>>> ReadDeclaredAsync()
    {
        var document = JsonNode.Parse(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
        return document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).ToDictionary(
            operation => (string)operation.Value!["operationId"]!,
            IReadOnlyDictionary<int, IReadOnlySet<string>> (operation) => operation.Value!["responses"]!.AsObject().ToDictionary(
                response => int.Parse(response.Key, System.Globalization.CultureInfo.InvariantCulture),
                IReadOnlySet<string> (response) => (response.Value!["headers"]?.AsObject().Select(header => header.Key) ?? []).ToHashSet()));
    }

    public void Dispose() => http.Dispose();
}
