using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace CaseWorkspace.Web.Api;

/// <summary>
/// The description of the API, made once and kept compressed: asking for it costs what a static file costs. It names no server, so
/// that nothing of a request comes back in it.
/// </summary>
internal sealed class DescriptionDocument(IServiceProvider services, TimeProvider clock)
{
    /// <summary>Its name, and with <c>.json</c> its address under <c>/openapi</c>.</summary>
    public const string Name = "v1";

    private readonly Lazy<Task<Made>> _made = new(() => Make(services, clock));

    /// <summary>Serves it, whole, or 304 to the people who have it.</summary>
    public async Task<IResult> Answer(HttpContext http)
    {
        var made = await _made.Value;
        var brotli = http.Request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value.Equals("br", StringComparison.OrdinalIgnoreCase) && encoding.Quality is not 0);
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        http.Response.Headers.CacheControl = "no-cache";
        if (brotli)
        {
            http.Response.Headers.ContentEncoding = "br";
        }

        return Results.Bytes(brotli ? made.Compressed : made.Plain, "application/json; charset=utf-8", lastModified: made.At, entityTag: brotli ? made.CompressedTag : made.PlainTag);
    }

    private static async Task<Made> Make(IServiceProvider services, TimeProvider clock)
    {
        await using var scope = services.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();
        document.Servers?.Clear();
        using var plain = new MemoryStream();
        await document.SerializeAsJsonAsync(plain, OpenApiSpecVersion.OpenApi3_1);
        using var compressed = new MemoryStream();
        await using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await brotli.WriteAsync(plain.GetBuffer().AsMemory(0, (int)plain.Length));
        }

        return new Made(plain.ToArray(), compressed.ToArray(), clock.GetUtcNow());
    }

    private sealed class Made(byte[] plain, byte[] compressed, DateTimeOffset at)
    {
        public DateTimeOffset At => at;

        public byte[] Plain => plain;

        public byte[] Compressed => compressed;

        public EntityTagHeaderValue PlainTag { get; } = TagOf(plain);

        public EntityTagHeaderValue CompressedTag { get; } = TagOf(compressed);

        private static EntityTagHeaderValue TagOf(byte[] bytes) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
    }
}
