using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CaseWorkspace.AppHost;

namespace CaseWorkspace.Benchmarks;

/// <summary>
/// From the start of the process to the first answered write, with the database, the identity server and a token at hand, against
/// the first answer of a host that answers one word. And how much memory the host holds, idle and after load.
/// </summary>
internal static class FirstWrite
{
    private const int Rounds = 5;

    public static async Task Measure(Installation installation, Workspace workspace, string? hosts, TimeSpan span)
    {
        Console.WriteLine($"\nFirst answered write after the start of the process ({(hosts is null ? "the build's output" : "published for this machine")}), against a bare host's first answer (aim: 5)");
        List<double> ours = [], bare = [];
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await Timed(() => WebProcess.Bare(installation.DataFolder), async (host, http) =>
            {
                using var answer = await http.GetAsync(host.Address);
                return answer.IsSuccessStatusCode;
            }));
            ours.Add(await Timed(() => WebProcess.Workspace(installation, hosts), async (host, http) =>
            {
                http.DefaultRequestHeaders.Authorization = workspace.Http.DefaultRequestHeaders.Authorization;
                using var answer = await Note(http, host, workspace.Files[0]);
                return answer.IsSuccessStatusCode;
            }));
        }

        var (mine, other) = (ours.Order().ElementAt(Rounds / 2), bare.Order().ElementAt(Rounds / 2));
        Console.WriteLine(FormattableString.Invariant($"  {mine:0} ms   bare {other:0} ms   ratio {mine / other:0.0}"));
        await Memory(installation, workspace, hosts, span);
    }

    private static async Task Memory(Installation installation, Workspace workspace, string? hosts, TimeSpan span)
    {
        await using var host = WebProcess.Workspace(installation, hosts);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Purpose", "investigation");
        http.DefaultRequestHeaders.Authorization = workspace.Http.DefaultRequestHeaders.Authorization;
        await UntilAnswered(host, http, async (_, _) => (await Note(http, host, workspace.Files[0])).IsSuccessStatusCode);
        await Task.Delay(TimeSpan.FromSeconds(3));
        var idle = host.ResidentMegabytes;
        await Load.Run(workspace, Workspace.Callers, span, async caller =>
        {
            using var noted = await Note(http, host, workspace.Files[caller]);
            noted.EnsureSuccessStatusCode();
            using var read = await http.GetAsync(new Uri(host.Address, $"/api/investigations/{workspace.Files[caller]}"));
            read.EnsureSuccessStatusCode();
        });
        var loaded = host.ResidentMegabytes;
        await Task.Delay(TimeSpan.FromSeconds(10));
        Console.WriteLine(FormattableString.Invariant($"  resident: {idle} MB idle, {loaded} MB under {Workspace.Callers} callers, {host.ResidentMegabytes} MB ten seconds later"));
    }

    private static Task<HttpResponseMessage> Note(HttpClient http, WebProcess host, Guid file) =>
        http.PostAsJsonAsync(new Uri(host.Address, $"/api/investigations/{file}/notes"), new { text = "The first thing that is written." });

    private static async Task<double> Timed(Func<WebProcess> start, Func<WebProcess, HttpClient, Task<bool>> ask)
    {
        using var http = new HttpClient();
        var begun = Stopwatch.GetTimestamp();
        await using var host = start();
        await UntilAnswered(host, http, ask);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static async Task UntilAnswered(WebProcess host, HttpClient http, Func<WebProcess, HttpClient, Task<bool>> ask)
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                if (await ask(host, http))
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromMinutes(2))
            {
                throw new InvalidOperationException("The host does not answer; see logs/measured.log in the data folder.");
            }

            await Task.Delay(5);
        }
    }
}
