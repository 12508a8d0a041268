using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CaseWorkspace.Benchmarks;

/// <summary>
/// A file read over HTTP with its entry in the journal on disk before the answer leaves, against a bare endpoint that selects the
/// same document and records nothing.
/// </summary>
internal static class Reads
{
    public static async Task Measure(Workspace workspace, TimeSpan span)
    {
        Console.WriteLine("\nReads: a file over HTTP, recorded, against a bare endpoint with select data, not recorded (aim: 0.80)");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var bare = builder.Build();
        bare.Urls.Add(FormattableString.Invariant($"http://127.0.0.1:{CaseWorkspace.AppHost.Ports.Free().Web}"));
        bare.MapGet("/{id:guid}", async (Guid id) =>
        {
            await using var command = workspace.Raw.CreateCommand("select convert_to(data::text, 'UTF8') from workspace.mt_doc_investigation where id = $1");
            command.Parameters.Add(new() { Value = id });
            return Results.Bytes((byte[])(await command.ExecuteScalarAsync())!, "application/json");
        });
        await bare.StartAsync();
        using var plain = new HttpClient { BaseAddress = new Uri(bare.Urls.First()) };

        await Load.Run(workspace, 8, span, Read);
        foreach (var callers in new[] { 1, 8, Workspace.Callers })
        {
            if (await Load.Interleaved(workspace, callers, span, Read, Select) is [var ours, var raw])
            {
            Console.WriteLine(FormattableString.Invariant($"  {callers,2} callers  {ours}   raw {raw}   ratio {ours.PerSecond / raw.PerSecond:0.00}"));
                Console.WriteLine($"              each: {ours.Cost.Each(ours.Answered)}\n              raw:  {raw.Cost.Each(raw.Answered)}");
            }
        }

        Task Read(int caller) => workspace.Http.GetByteArrayAsync($"/api/investigations/{workspace.Files[caller]}");
        Task Select(int caller) => plain.GetByteArrayAsync($"/{workspace.Files[caller]}");
    }
}
