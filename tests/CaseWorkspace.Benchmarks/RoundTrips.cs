using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Npgsql;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.Benchmarks;

/// <summary>
/// How often each operation, over HTTP, asks PostgreSQL and waits for the answer; the commit counts as one. The walk goes past
/// every route of the table: one that it leaves out without saying why stops it.
/// </summary>
internal static class RoundTrips
{
    /// <summary>The routes that are not walked, and why.</summary>
    private static readonly Dictionary<string, string> NotWalked = new(StringComparer.Ordinal);

    public static async Task Print(Installation installation, string? hosts)
    {
        Console.WriteLine("\nRound trips to PostgreSQL for each operation over HTTP");
        var connection = new NpgsqlConnectionStringBuilder(installation.Database.ConnectionStringFor(DatabaseRole.App));
        using var counter = new TripCounter(connection.Port);
        connection.Port = counter.Port;
        await using var host = WebProcess.Workspace(installation, hosts, connection.ConnectionString);
        var tokens = new Tokens(installation.Identity.Address.GetLeftPart(UriPartial.Authority));
        using var api = new Api(host.Address, tokens);
        await UntilReady(host);
        // To take the journal away wants a second factor, used a moment ago, which the demo's tokens are not.
        var exporter = await tokens.WithSecondFactorAsync(Role.Auditor);

        // Twice beforehand: people are noted, connections opened, statements prepared.
        IReadOnlyList<Row> rows = [];
        for (var round = 0; round < 3; round++)
        {
            rows = await new Walk(api, exporter, counter).Run();
        }

        Tell(rows);
    }

    private static void Tell(IReadOnlyList<Row> rows)
    {
        Console.WriteLine("\n| operation | round trips |\n|---|---|");
        foreach (var route in RouteTable.All.OrderBy(route => route.Name, StringComparer.Ordinal))
        {
            var walked = rows.Where(row => row.Route == route).ToList();
            foreach (var row in walked)
            {
                Console.WriteLine(FormattableString.Invariant($"| {route.Name}{(row.How is { } how ? $", {how}" : "")} | {row.Trips} |"));
            }

            if (walked.Count == 0)
            {
                Console.WriteLine($"| {route.Name} | not walked: {(NotWalked.TryGetValue(route.Name, out var why) ? why
                    : throw new InvalidOperationException($"{route} is not walked: add a step for it to the walk, or say in NotWalked why there is none."))} |");
            }
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

    /// <summary>A call that was made.</summary>
    /// <param name="How">What sets it apart from the route's other calls.</param>
    private sealed record Row(Route Route, string? How, int Trips);

    private sealed class Walk(Api api, Account exporter, TripCounter counter)
    {
        private readonly List<Row> rows = [];

        public async Task<IReadOnlyList<Row>> Run()
        {
            var scenario = new Scenario(api);
            var file = await scenario.InvestigationWithSealedEvidence();
            await Files(file);
            await Items(file);
            await SubFiles(file);
            await Outgoing(file);
            await Incoming(file);
            await AccessTo(file, await scenario.InvestigationWithSealedEvidence(prosecutor: false));
            await Journal(file);
            return rows;
        }

        private async Task Files(OpenFile file)
        {
            var fresh = $"/api/investigations/{(await Post(Investigator, "/api/investigations", Bodies.Investigation(Scenario.NewWord()))).Id}";
            await Get(Investigator, "/api/investigations");
            await Get(Investigator, $"/api/investigations?search={file.Word}", "searched");
            await Get(Investigator, file.Path);
            await Send(new Call(HttpMethod.Get, file.Path) { As = OtherInvestigator }, "refused", refused: true);
            await Get(Investigator, file.Path + "/timeline");
            await Get(Investigator, file.Path + "/as-of");
            await Get(Investigator, file.Path + "/sub-files/as-of");
            await Post(Investigator, file.Path + "/notes", Bodies.Note("x"));
            await Send(new Call(HttpMethod.Post, file.Path + "/notes") { As = Investigator, Body = Bodies.Note("x"), Key = Scenario.NewWord() }, "with a key");
            await Send(new Call(HttpMethod.Post, file.Path + "/notes") { As = OtherInvestigator, Body = Bodies.Note("x") }, "refused", refused: true);
            await Act(HttpMethod.Put, Supervisor, fresh, "prosecutor", Bodies.Prosecutor(Prosecutor));
            await Act(HttpMethod.Post, Investigator, file.Path, "members", Bodies.Member(OtherInvestigator));
            await Act(HttpMethod.Post, Investigator, fresh, "restriction", Bodies.Restriction(OtherSupervisor));
            await Act(HttpMethod.Post, OtherSupervisor, fresh, "restriction/end", Bodies.Reason());
            await Act(HttpMethod.Put, Investigator, fresh, "lead", Bodies.Lead(OtherInvestigator));
        }

        private async Task Items(OpenFile file)
        {
            var item = $"/api/evidence/{(await Post(Investigator, file.Path + "/evidence", Bodies.Evidence("x"))).Id}";
            await Send(new Call(HttpMethod.Put, $"{item}/content?fileName=x.bin") { As = Investigator, Content = new byte[1000], ContentType = "application/octet-stream" });
            await Get(Investigator, file.ItemPath);
            await Get(Investigator, file.Path + "/evidence");
            await Get(Investigator, file.Path + "/evidence/as-of");
            await Get(Investigator, "/api/evidence");
            await Get(Investigator, file.ItemPath + "/content");
            await Post(Investigator, file.ItemPath + "/verification");
            await Act(HttpMethod.Post, Prosecutor, file.ItemPath, "reviews", Bodies.Review());
            await Custody(file.ItemPath);
        }

        private async Task Custody(string item)
        {
            (await api.GetAsync(Custodian, "/api/evidence")).Expect(200);
            var custody = item + "/custody";
            await Act(HttpMethod.Post, Investigator, item, "custody", Bodies.Custody(Custodian));
            await Act(HttpMethod.Post, Investigator, item, "custody/withdrawal");
            (await api.PostAsync(Investigator, custody, Bodies.Custody(Custodian), await api.VersionAsync(Investigator, item))).Expect(200);
            await Get(Custodian, custody + "/offer");
            await Answer("refusal", Bodies.Reason());
            (await api.PostAsync(Investigator, custody, Bodies.Custody(Custodian), await api.VersionAsync(Investigator, item))).Expect(200);
            await Answer("acceptance", Bodies.TakenOver());
            await Get(Custodian, custody);
            await Get(Custodian, custody + "/receivers");

            async Task Answer(string act, object body) =>
                await Send(new Call(HttpMethod.Post, $"{custody}/{act}") { As = Custodian, Body = body, Seen = await api.VersionAsync(Custodian, custody + "/offer") });
        }

        /// <summary>The other investigator is on the file from before, and no longer afterwards.</summary>
        private async Task SubFiles(OpenFile file)
        {
            var part = $"/api/sub-files/{(await Post(Investigator, file.Path + "/sub-files", Bodies.SubFile("x", OtherSupervisor))).Id}";
            await Get(Investigator, file.Path + "/sub-files");
            await Get(Investigator, part);
            await Act(HttpMethod.Post, Investigator, part, "people", Bodies.Named(OtherInvestigator));
            await Post(OtherInvestigator, part + "/notes", Bodies.Note("x"));
            await Act(HttpMethod.Post, Investigator, part, $"people/{OtherInvestigator.Id}/removal", Bodies.Reason());
            await Act(HttpMethod.Put, Investigator, part, "keeper", Bodies.Lead(OtherInvestigator));
            await Act(HttpMethod.Put, OtherSupervisor, part, "supervisor", Bodies.Named(Supervisor));
            await Act(HttpMethod.Post, Supervisor, part, "unsealing", Bodies.Reason());
            await Act(HttpMethod.Post, Investigator, file.Path, $"members/{OtherInvestigator.Id}/removal", Bodies.Reason());
        }

        private async Task Outgoing(OpenFile file)
        {
            var request = $"/api/information-requests/{(await Post(Investigator, file.Path + "/information-requests", Bodies.RequestContent(Scenario.NewWord()))).Id}";
            await Send(new Call(HttpMethod.Put, request) { As = Investigator, Body = Bodies.RequestContent("x"), Seen = await api.VersionAsync(Investigator, request) });
            await Act(HttpMethod.Post, Investigator, request, "submission");
            await Act(HttpMethod.Post, Supervisor, request, "authorisation");
            await Act(HttpMethod.Post, LiaisonFrance, request, "transmission", Bodies.Transmission(), "a request");
            await Act(HttpMethod.Post, LiaisonFrance, request, "clarifications", Bodies.Clarification("x"));
            await Act(HttpMethod.Post, LiaisonFrance, request, "answers", Bodies.Answer("x"), "of abroad");
            await Act(HttpMethod.Post, Investigator, request, "closure");
        }

        private async Task Incoming(OpenFile file)
        {
            var refused = $"/api/information-requests/{(await Post(LiaisonFrance, "/api/information-requests", Bodies.Registration(Scenario.NewWord()))).Id}";
            await Act(HttpMethod.Post, Supervisor, refused, "refusal", Bodies.Refusal());
            var request = $"/api/information-requests/{(await api.PostAsync(LiaisonFrance, "/api/information-requests", Bodies.Registration(Scenario.NewWord()))).Expect(201).Id}";
            var added = await Send(new Call(HttpMethod.Post, $"{request}/documents?fileName=x.pdf") { As = LiaisonFrance, Content = new byte[1000], ContentType = "application/pdf" });
            await Act(HttpMethod.Post, Supervisor, request, "assignment", Bodies.Assignment(Investigator, file.Id));
            await Act(HttpMethod.Post, Investigator, request, "answers", Bodies.Answer("x", [file.Item]), "with evidence");
            await api.PostAsync(Investigator, request + "/submission", null, await api.VersionAsync(Investigator, request));
            await Act(HttpMethod.Post, Supervisor, request, "return", Bodies.Return());
            await api.PostAsync(Investigator, request + "/answers", Bodies.Answer("x", [file.Item]), await api.VersionAsync(Investigator, request));
            await api.PostAsync(Investigator, request + "/submission", null, await api.VersionAsync(Investigator, request));
            await Act(HttpMethod.Post, Supervisor, request, "release", how: "the supervisor");
            await Act(HttpMethod.Post, Prosecutor, request, "release", how: "the prosecutor");
            await Act(HttpMethod.Post, LiaisonFrance, request, "transmission", Bodies.Transmission(), "an answer");
            await Get(LiaisonFrance, $"{request}/documents/{added.Json["document"]}/content");
            await Act(HttpMethod.Post, LiaisonFrance, request, "closure", how: "abroad");
            await Get(Investigator, request);
            await Get(Investigator, "/api/information-requests");
            await Get(Investigator, "/api/information-requests?view=all", "all");
            await Get(Investigator, file.Path + "/information-requests");
            await Get(Investigator, file.Path + "/information-requests/as-of");
        }

        private async Task AccessTo(OpenFile file, OpenFile other)
        {
            await Get(Investigator, "/api/colleagues");
            await Get(Investigator, file.Path + "/access");
            await Get(Auditor, $"/api/access?number={file.Number}");

            var ask = (await Post(OtherInvestigator, "/api/access-requests", Bodies.Ask(file.Number))).Id;
            await Get(OtherInvestigator, "/api/access-requests/own");
            await Get(Investigator, "/api/access-requests");
            await Send(new Call(HttpMethod.Post, $"/api/access-requests/{ask}/grant") { As = Investigator, Body = new { }, Seen = 1 });
            var second = (await api.PostAsync(OtherInvestigator, "/api/access-requests", Bodies.Ask(other.Number))).Expect(201).Id;
            await Send(new Call(HttpMethod.Post, $"/api/access-requests/{second}/refusal") { As = Investigator, Body = Bodies.Reason(), Seen = 1 });

            var standIn = (await Post(Supervisor, "/api/stand-ins", Bodies.StandInFor(Investigator, OtherInvestigator))).Id;
            await Get(Investigator, "/api/stand-ins");
            await Post(Investigator, $"/api/stand-ins/{standIn}/end", Bodies.Reason());

            var glass = (await Post(Prosecutor, "/api/break-glass", Bodies.Glass(other.Number))).Id;
            await Get(Prosecutor, "/api/break-glass/own");
            (await api.GetAsync(Prosecutor, other.Path)).Expect(200);
            await Get(Supervisor, "/api/break-glass/in-own-files");
            await Get(Auditor, "/api/break-glass");
            await Get(Auditor, $"/api/break-glass/seen?glass={glass}");
            await Post(Prosecutor, $"/api/break-glass/{glass}/closure");
            await Post(Auditor, $"/api/break-glass/{glass}/review", Bodies.EmergencyAccessReview());
        }

        private async Task Journal(OpenFile file)
        {
            await Get(Auditor, "/api/journal");
            await Get(exporter, $"/api/journal/export?thing={file.Id}");
            await Get(Auditor, "/api/journal/denials");
            await Get(Auditor, "/api/journal/volume");
            await Get(Investigator, file.Path + "/consultations");
        }

        private Task<Reply> Get(Account by, string path, string? how = null) => Send(new Call(HttpMethod.Get, path) { As = by }, how);

        private Task<Reply> Post(Account by, string path, object? body = null, string? how = null) => Send(new Call(HttpMethod.Post, path) { As = by, Body = body }, how);

        /// <summary>With the version of the thing as it is.</summary>
        private async Task Act(HttpMethod method, Account by, string thing, string act, object? body = null, string? how = null) =>
            await Send(new Call(method, $"{thing}/{act}") { As = by, Body = body, Seen = await api.VersionAsync(by, thing) }, how);

        private async Task<Reply> Send(Call call, string? how = null, bool refused = false)
        {
            var route = RouteTable.Find(call.Method, call.Path) ?? throw new InvalidOperationException($"{call.Method} {call.Path} is no route.");
            // What is asked of the identity server is not what is counted.
            await api.Tokens.AccessAsync(call.As!);
            var before = counter.Trips;
            var reply = await api.SendAsync(call);
            var trips = counter.Trips - before;
            if (reply.Status >= 400 != refused)
            {
                throw new InvalidOperationException($"{route} was answered {reply}.");
            }

            rows.Add(new Row(route, how, trips));
            return reply;
        }
    }
}
