using CaseWorkspace.AppHost;

namespace CaseWorkspace.Benchmarks;

/// <summary>
/// What pages ask (the file, the request, the desk and two lists), at 200 people who are signed in: requests per second, times and processor time,
/// against a bare endpoint of the same host that reads the same documents with one statement.
/// </summary>
internal static class Pages
{
    private const int People = 200;

    public static async Task Measure(Installation installation, Workspace workspace, TimeSpan span)
    {
        await using var host = WebProcess.Pages(installation);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = People }) { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(10) };
        await host.Answers(http);
        (await http.PostAsync($"/people/{People}", null)).EnsureSuccessStatusCode();

        Console.WriteLine($"\nPages: what they ask, for {People} people at once, against one statement that reads the same documents (aim: 0.60)");
        var measured = workspace.Of(host.Process);
        foreach (var page in new[] { "file", "request", "desk", "files", "items" })
        {
            await Load.Run(measured, People, TimeSpan.FromSeconds(5), Ours);
            if (await Load.Interleaved(measured, People, span, Ours, Bare) is [var ours, var bare])
            {
                Console.WriteLine(FormattableString.Invariant($"  {page,-8} {ours}   bare {bare}   ratio {ours.PerSecond / bare.PerSecond:0.00}"));
                Console.WriteLine($"           each: {ours.Cost.Each(ours.Answered)}\n           bare: {bare.Cost.Each(bare.Answered)}");
            }

            Task Ours(int person) => http.GetByteArrayAsync($"/{page}/{person}");
            Task Bare(int person) => http.GetByteArrayAsync($"/bare/{page}/{person}");
        }
    }
}
