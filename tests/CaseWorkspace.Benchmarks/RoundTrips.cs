using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.Benchmarks;

/// <summary>How often each operation, over HTTP, asks PostgreSQL and waits for the answer; the commit counts as one.</summary>
internal static class RoundTrips
{
    public static async Task Print(Installation installation, string? hosts)
    {
        Console.WriteLine("\nRound trips to PostgreSQL for each operation over HTTP");
        var connection = new NpgsqlConnectionStringBuilder(installation.Database.ConnectionStringFor(DatabaseRole.App));
        using var counter = new TripCounter(connection.Port);
        connection.Port = counter.Port;
        await using var host = WebProcess.Workspace(installation, hosts, connection.ConnectionString);
        using var api = new Api(host.Address, new Tokens(installation.Identity.Address.GetLeftPart(UriPartial.Authority)));
        await UntilReady(host);

        // Twice beforehand: people are noted, connections opened, statements prepared.
        for (var round = 0; round < 3; round++)
        {
            await new Walk(api, counter, round == 2).Run();
        }
    }

    private static async Task UntilReady(WebProcess host)
    {
        using var http = new HttpClient();
        for (var attempt = 0; attempt < 600; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(host.Address, "/health/ready"));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100);
        }
    }

    private sealed class Walk(Api api, TripCounter counter, bool print)
    {
        public async Task Run()
        {
            var scenario = new Scenario(api);
            var file = await scenario.InvestigationWithSealedEvidence();
            var fresh = (await Count("investigation.open", () => api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation(Scenario.NewWord())))).Id;
            await Count("investigation.list", () => api.GetAsync(Investigator, "/api/investigations"));
            await Count("investigation.list, searched", () => api.GetAsync(Investigator, $"/api/investigations?search={file.Word}"));
            await Count("investigation.view", () => api.GetAsync(Investigator, file.Path));
            await Count("investigation.view, refused", () => api.GetAsync(OtherInvestigator, file.Path));
            await Count("investigation.view-timeline", () => api.GetAsync(Investigator, file.Path + "/timeline"));
            await Count("investigation.add-note", () => api.PostAsync(Investigator, file.Path + "/notes", Bodies.Note("x")));
            await Count("investigation.add-note, with a key", () => api.PostAsync(Investigator, file.Path + "/notes", Bodies.Note("x"), key: Scenario.NewWord()));
            await Count("investigation.add-note, refused", () => api.PostAsync(OtherInvestigator, file.Path + "/notes", Bodies.Note("x")));
            var version = await api.VersionAsync(Investigator, file.Path);
            await Count("investigation.add-member", () => api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), version));
            await Count("investigation.name-prosecutor", async () => await api.PutAsync(Supervisor, $"/api/investigations/{fresh}/prosecutor", Bodies.Prosecutor(Prosecutor), 1));
            var item = (await Count("evidence.register", () => api.PostAsync(Investigator, file.Path + "/evidence", Bodies.Evidence("x")))).Id;
            await Count("evidence.upload", () => api.UploadAsync(Investigator, HttpMethod.Put, $"/api/evidence/{item}/content?fileName=x.bin", new byte[1000]));
            await Count("evidence.view", () => api.GetAsync(Investigator, file.ItemPath));
            await Count("evidence.list-of-file", () => api.GetAsync(Investigator, file.Path + "/evidence"));
            await Count("evidence.list", () => api.GetAsync(Investigator, "/api/evidence"));
            await Count("evidence.download", () => api.GetAsync(Investigator, file.ItemPath + "/content"));
            await Count("evidence.verify", () => api.PostAsync(Investigator, file.ItemPath + "/verification"));
            var seen = await api.VersionAsync(Prosecutor, file.ItemPath);
            await Count("evidence.review", () => api.PostAsync(Prosecutor, file.ItemPath + "/reviews", Bodies.Review(), seen));
            var request = new OpenRequest((await Count("request.draft", () => api.PostAsync(
                Investigator, file.Path + "/information-requests", Bodies.RequestContent(Scenario.NewWord())))).Id, "", file);
            foreach (var (name, by, act, body) in ((string, Account, string, object?)[])
            [
                ("request.submit", Investigator, "submission", null),
                ("request.authorise", Supervisor, "authorisation", null),
                ("request.transmit", LiaisonFrance, "transmission", Bodies.Transmission()),
                ("request.answer", LiaisonFrance, "answers", Bodies.Answer("x")),
                ("request.close", Investigator, "closure", null),
            ])
            {
                var before = await api.VersionAsync(by, request.Path);
                await Count(name, () => api.PostAsync(by, $"{request.Path}/{act}", body, before));
            }

            await Count("request.view", () => api.GetAsync(Investigator, request.Path));
            await Count("request.list", () => api.GetAsync(Investigator, "/api/information-requests"));
            await Count("request.list-of-file", () => api.GetAsync(Investigator, file.Path + "/information-requests"));
            await Count("colleague.list", () => api.GetAsync(Investigator, "/api/colleagues"));
            await Count("journal.read", () => api.GetAsync(Auditor, "/api/journal"));
        }

        private async Task<Reply> Count(string operation, Func<Task<Reply>> call)
        {
            var before = counter.Trips;
            var reply = await call();
            if (print)
            {
                Console.WriteLine(FormattableString.Invariant($"  {operation,-36} {counter.Trips - before,3}   ({reply.Status})"));
            }

            return reply;
        }
    }
}
