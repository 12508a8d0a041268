using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace CaseWorkspace.Benchmarks;

/// <summary>A large file taken in over HTTP and sealed, against <c>openssl dgst -sha256</c> followed by a copy with fsync.</summary>
internal static class Ingest
{
    /// <summary>What the host may hold of the machine's memory at its height, in units of 10^6 bytes.</summary>
    private const int AimMegabytes = 250;

    public static async Task Measure(Workspace workspace, string folder, long size)
    {
        Console.WriteLine(FormattableString.Invariant($"\nIngest of {size / 1_000_000} MB over HTTP, against openssl dgst -sha256, then a copy with fsync (aim: 1.0, below {AimMegabytes} MB)"));
        var file = Path.Combine(folder, "ingest.bin");
        await using (var made = File.Create(file))
        {
            var part = new byte[1_000_000];
            for (var written = 0L; written < size; written += part.Length)
            {
                RandomNumberGenerator.Fill(part);
                await made.WriteAsync(part);
            }
        }

        List<double> ours = [], theirs = [];
        for (var round = 0; round < 3; round++)
        {
            theirs.Add(await Timed(() => Sequence(file, file + ".copy")));
            ours.Add(await Timed(() => Put(workspace, file)));
        }

        var (mine, other) = (ours.Order().ElementAt(1), theirs.Order().ElementAt(1));
        Console.WriteLine(FormattableString.Invariant($"  {mine:0} ms   sequence {other:0} ms   ratio {mine / other:0.00}"));
        using var web = Process.GetProcessById(workspace.WebProcess);
        Console.WriteLine(FormattableString.Invariant($"  resident after all of this: {web.WorkingSet64 / 1_000_000} MB, at its height {web.PeakWorkingSet64 / 1_000_000} MB (aim: below {AimMegabytes} MB)"));
    }

    private static async Task<double> Timed(Func<Task> act)
    {
        var begun = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static async Task Put(Workspace workspace, string file)
    {
        using var registered = await workspace.Http.PostAsJsonAsync($"/api/investigations/{workspace.Files[0]}/evidence", new
        {
            kind = "disk-image", description = "Measured.", seizedAt = DateTimeOffset.UnixEpoch.ToString("O", CultureInfo.InvariantCulture),
            seizedWhere = "here", seizedBy = "benchmark", source = (string?)null,
        });
        registered.EnsureSuccessStatusCode();
        var item = (Guid)(await registered.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
        await using var body = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 256 * 1024, useAsync: true);
        using var content = new StreamContent(body, 256 * 1024);
        using var answer = await workspace.Http.PutAsync($"/api/evidence/{item}/content", content);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task Sequence(string file, string copy)
    {
        await Program("openssl", "dgst", "-sha256", file);
        await Program("dd", $"if={file}", $"of={copy}", "bs=1M", "conv=fsync", "status=none");
        File.Delete(copy);
    }

    private static async Task Program(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
    }
}
