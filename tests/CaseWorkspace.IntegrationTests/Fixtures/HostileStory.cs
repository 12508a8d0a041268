using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using Shouldly;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>
/// A case in whose every text somebody hostile had a hand: scripts, markup, right-to-left marks, formulas of spreadsheets, as long
/// as each field takes them. A field that does not take a text has to be named; then a shorter one is tried, and at last a sound one.
/// </summary>
/// <param name="api">The workspace.</param>
/// <param name="newPerson">Makes somebody who has used a second factor just now.</param>
public sealed partial class HostileStory(Api api, Func<Role, Task<Account>> newPerson)
{
    /// <summary>The server itself refuses to read a line much longer.</summary>
    private const int LongestInAddress = 290;

    private static readonly int[] Lengths = [19_000, 4_900, 1_900, 990, LongestInAddress, 195, 95, 48];

    /// <summary>With what a cell of a spreadsheet begins to be reckoned, and what breaks out of other places.</summary>
    private static readonly string[] Starts = ["=", "+", "-", "@", "\t=", "<script>", "\u202E", "'"];

    private readonly HashSet<string> tried = [];
    private readonly List<(string Field, string Text)> kept = [];
    private int number;

    /// <summary>Stands in every hostile text and nowhere else.</summary>
    public string Mark { get; } = Scenario.NewWord();

    /// <summary>The routes that took hostile texts, each with the fields in which they were tried: <c>route field</c>.</summary>
    public IReadOnlySet<string> Tried => tried;

    /// <summary>What was taken, as it has to stand there, and in which field.</summary>
    public IReadOnlyList<(string Field, string Text)> Kept => kept;

    public Guid File { get; private set; }
    public string FileNumber { get; private set; } = "";
    public Guid OtherFile { get; private set; }
    public Guid Item { get; private set; }
    public Guid Person { get; private set; }
    public Guid SealedPerson { get; private set; }
    public Guid Identity { get; private set; }
    public Guid MadeTask { get; private set; }
    public Guid SealedTask { get; private set; }
    public Guid Instruction { get; private set; }
    public Guid Clock { get; private set; }
    public Guid SealedClock { get; private set; }
    public Guid Occurrence { get; private set; }
    public Guid SealedOccurrence { get; private set; }
    public Guid Protocol { get; private set; }
    public Guid SealedProtocol { get; private set; }
    public Guid Measure { get; private set; }
    public Guid SubFile { get; private set; }
    public Guid SealedItem { get; private set; }
    public Guid SealedRequest { get; private set; }
    public Guid Outgoing { get; private set; }
    public Guid Incoming { get; private set; }
    public Guid Document { get; private set; }
    public Guid Ask { get; private set; }
    public Guid Glass { get; private set; }
    public Guid StandIn { get; private set; }
    public Account Asker { get; private set; } = null!;
    public Account Opener { get; private set; } = null!;

    private static string At(string kind, Guid id) => $"/api/{kind}/{id}";

    public async Task TellAsync()
    {
        await OpenAsync();
        await SealOffAsync();
        await RecordPeopleAsync();
        await ProtectAsync();
        await MakeTasksAsync();
        await StartClocksAsync();
        await TellWhatHappenedAsync();
        await DrawUpProtocolsAsync();
        await WatchAsync();
        await HandOverAsync();
        await AskAbroadAsync();
        await AnswerAbroadAsync();
        await LetInAsync();
        await ComeAndGoAsync();
    }

    /// <summary>A text with everything in it that fits into the length.</summary>
    public string Text(int length)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"{Mark}-{++number}");
        var start = Starts[number % Starts.Length];
        var text = $"{start}1+1<script>alert('{mark}')</script>";
        foreach (var part in new[]
        {
            "<img src=x onerror=alert(1)>", "\"'></textarea></title></script>", "\u202Eevil\u202C\u200F", "=HYPERLINK(\"http://x.invalid\")",
            "<svg/onload=alert(1)>", "{{7*7}}${7*7}", "javascript:alert(1)", "'; drop table workspace.mt_events; --", "\u2028\uFEFF",
        })
        {
            if (text.Length + part.Length <= length)
                text += part;
        }

        return length > 300 ? text.PadRight(length, 'x') : text;
    }

    private async Task OpenAsync()
    {
        File = (await WriteAsync(Investigator, HttpMethod.Post, "/api/investigations", Bodies.Investigation("x"))).Id;
        var path = At("investigations", File);
        FileNumber = (string)(await api.GetAsync(Investigator, path)).Expect(200).Json["number"]!;
        await WriteAsync(Investigator, HttpMethod.Post, path + "/notes", Bodies.Note("x"));
        await WriteAsync(Investigator, HttpMethod.Post, path + "/correction", Bodies.CorrectedFile("x"), path);
        await WriteAsync(Investigator, HttpMethod.Post, path + "/members", Bodies.Member(OtherInvestigator), path);
        await WriteAsync(Supervisor, HttpMethod.Put, path + "/prosecutor", new JsonObject { ["person"] = Prosecutor.Id, ["reason"] = "Supervises the region" }, path);
        await WriteAsync(Investigator, HttpMethod.Post, path + "/official-numbers", Bodies.OfficialNumber("x"));
        var numbers = (await api.GetAsync(Investigator, path)).Expect(200).Json["officialNumbers"]!.AsArray();
        await WriteAsync(Investigator, HttpMethod.Post, $"{path}/official-numbers/{numbers[0]!["entry"]}/end", new JsonObject { ["until"] = TimeProvider.System.GetUtcNow(), ["reason"] = "x" }, path);
        await WriteAsync(Prosecutor, HttpMethod.Post, path + "/suspension", Bodies.Reason(), path);
        await WriteAsync(Prosecutor, HttpMethod.Post, path + "/suspension/end", Bodies.Reason(), path);
        await WriteAsync(Prosecutor, HttpMethod.Post, path + "/termination", Bodies.Termination(), path);
        await WriteAsync(Prosecutor, HttpMethod.Post, path + "/reopening", Bodies.Reason(), path);
        await WriteAsync(Prosecutor, HttpMethod.Post, path + "/referral", Bodies.Referral("x"), path);
        await WriteAsync(Prosecutor, HttpMethod.Post, path + "/verdict", Bodies.Verdict("x"), path);
        await WriteAsync(Supervisor, HttpMethod.Post, path + "/closing", Bodies.Closing(), path);
        await WriteAsync(Prosecutor, HttpMethod.Post, path + "/reopening", Bodies.Reason(), path);
        Item = await ItemAsync(Bodies.Evidence("x").With("seal", "x"));
        var letter = At("evidence", await ItemAsync(Bodies.Evidence("x")));
        await WriteAsync(Investigator, HttpMethod.Post, letter + "/privilege", Bodies.Reason(), letter);
        await WriteAsync(Prosecutor, HttpMethod.Post, letter + "/privilege/lifting", Bodies.Reason(), letter);
        await WriteAsync(Investigator, HttpMethod.Post, letter + "/correction", Bodies.CorrectedEvidence("x"), letter);
        await WriteAsync(Investigator, HttpMethod.Post, letter + "/withdrawal", Bodies.Reason(), letter);
        await WriteAsync(Investigator, HttpMethod.Post, letter + "/reinstatement", Bodies.Reason(), letter);
        await WriteAsync(Prosecutor, HttpMethod.Post, At("evidence", Item) + "/reviews", Bodies.Review(), At("evidence", Item));
    }

    private async Task<Guid> ItemAsync(JsonObject body)
    {
        var item = (await WriteAsync(Investigator, HttpMethod.Post, At("investigations", File) + "/evidence", body)).Id;
        await WriteAsync(Investigator, HttpMethod.Put, At("evidence", item) + "/content?fileName=", content: [.. "<script>alert(1)</script>"u8]);
        return item;
    }

    private async Task SealOffAsync()
    {
        var file = At("investigations", File);
        SubFile = (await WriteAsync(Investigator, HttpMethod.Post, file + "/sub-files", Bodies.SubFile("x", OtherSupervisor))).Id;
        var part = At("sub-files", SubFile);
        await WriteAsync(Investigator, HttpMethod.Post, part + "/people", Bodies.Named(OtherInvestigator), part);
        await WriteAsync(Investigator, HttpMethod.Post, part + "/notes", Bodies.Note("x"));
        await WriteAsync(Investigator, HttpMethod.Post, $"{part}/people/{OtherInvestigator.Id}/removal", Bodies.Reason(), part);
        SealedItem = await ItemAsync(Bodies.Evidence("x").With("subFile", SubFile));
        SealedRequest = (await WriteAsync(Investigator, HttpMethod.Post, $"{file}/information-requests?subFile={SubFile}", Content())).Id;

        var opened = (await WriteAsync(Investigator, HttpMethod.Post, file + "/sub-files", Bodies.SubFile("x", OtherSupervisor))).Id;
        await WriteAsync(Investigator, HttpMethod.Put, At("sub-files", opened) + "/keeper", Bodies.Lead(OtherInvestigator), At("sub-files", opened));
        await WriteAsync(OtherSupervisor, HttpMethod.Put, At("sub-files", opened) + "/supervisor", Bodies.Named(Supervisor), At("sub-files", opened));
        await WriteAsync(Supervisor, HttpMethod.Post, At("sub-files", opened) + "/unsealing", Bodies.Reason(), At("sub-files", opened));
    }

    private async Task RecordPeopleAsync()
    {
        var people = At("investigations", File) + "/people";
        Person = (await WriteAsync(Investigator, HttpMethod.Post, people, Bodies.Person("x"))).Id;
        SealedPerson = (await WriteAsync(Investigator, HttpMethod.Post, people, Bodies.Person("x").With("subFile", SubFile))).Id;
        var person = At("people", Person);
        await WriteAsync(Investigator, HttpMethod.Put, person, Bodies.CorrectedPerson("x"), person);
        await WriteAsync(Investigator, HttpMethod.Post, person + "/status", Bodies.Status(), person);
        await WriteAsync(Investigator, HttpMethod.Post, person + "/category", Bodies.Category(), person);
        await WriteAsync(Investigator, HttpMethod.Post, person + "/facts", Bodies.PersonFact("x"));
        var facts = (await api.GetAsync(Investigator, person)).Expect(200).Json["facts"]!.AsArray();
        await WriteAsync(Investigator, HttpMethod.Post, $"{person}/facts/{facts[0]!["id"]}/withdrawal", Bodies.CorrectedFact("x"), person);
        await WriteAsync(Investigator, HttpMethod.Post, person + "/facts", Bodies.PersonFact("x"));
        await WriteAsync(Prosecutor, HttpMethod.Post, person + "/qualifications", Bodies.Qualification(), person);
        var qualifications = (await api.GetAsync(Prosecutor, person)).Expect(200).Json["qualifications"]!.AsArray();
        await WriteAsync(Prosecutor, HttpMethod.Post, $"{person}/qualifications/{qualifications[0]!["id"]}/withdrawal", Bodies.Reason(), person);
        await WriteAsync(Prosecutor, HttpMethod.Post, person + "/qualifications", Bodies.Qualification(), person);
        await WriteAsync(Investigator, HttpMethod.Post, person + "/representatives", Bodies.Representative("x"));
        var representatives = (await api.GetAsync(Investigator, person)).Expect(200).Json["representatives"]!.AsArray();
        await WriteAsync(Investigator, HttpMethod.Post, person + "/secrecy", Bodies.SecrecyBond());
        await WriteAsync(Investigator, HttpMethod.Post, $"{person}/representatives/{representatives[0]!["id"]}/end", Bodies.EndedRepresentative(), person);
        await WriteAsync(Investigator, HttpMethod.Post, person + "/review", Bodies.RecordReview(), person);
        await WriteAsync(Investigator, HttpMethod.Post, person + "/screenings", Bodies.Screening("threats"), person);
        await WriteAsync(Prosecutor, HttpMethod.Post, person + "/screening-decision", Bodies.ScreeningDecision(), person);
        // A reason for erasing has no word of the name.
        var mistaken = At("people", (await WriteAsync(Investigator, HttpMethod.Post, people, Bodies.Person("x").With("isMigrant", false), keep: "description.names[0].text")).Id);
        await WriteAsync(Investigator, HttpMethod.Post, mistaken + "/restriction", Bodies.RecordRestriction(), mistaken);
        await WriteAsync(Prosecutor, HttpMethod.Post, mistaken + "/restriction/end", Bodies.Reason(), mistaken);
        await WriteAsync(Investigator, HttpMethod.Post, mistaken + "/erasure", Bodies.Erasure(), mistaken);
        await WriteAsync(Prosecutor, HttpMethod.Post, mistaken + "/erasure/decision", Bodies.ErasureDecision("refused"), mistaken);
    }

    /// <summary>Protected, confirmed, asked to be open again, and refused.</summary>
    private async Task ProtectAsync()
    {
        var person = At("people", (await WriteAsync(Investigator, HttpMethod.Post, At("investigations", File) + "/people", Bodies.Person("x"))).Id);
        await WriteAsync(Investigator, HttpMethod.Post, person + "/protection", Bodies.Protection(SubFile), person);
        Identity = (Guid)(await api.GetAsync(Investigator, person)).Expect(200).Json["protection"]!["identity"]!;
        var identity = At("protected-identities", Identity);
        await WriteAsync(OtherSupervisor, HttpMethod.Post, identity + "/decision", Bodies.IdentityDecision(), identity);
        await WriteAsync(Investigator, HttpMethod.Put, identity, Bodies.CorrectedIdentity("x"), identity);
        await WriteAsync(Investigator, HttpMethod.Post, identity + "/facts", Bodies.PersonFact("x"));
        var facts = (await api.GetAsync(Investigator, identity)).Expect(200).Json["facts"]!.AsArray();
        await WriteAsync(Investigator, HttpMethod.Post, $"{identity}/facts/{facts[0]!["id"]}/withdrawal", Bodies.Reason(), identity);
        await WriteAsync(Investigator, HttpMethod.Post, identity + "/facts", Bodies.PersonFact("x"));
        await WriteAsync(Investigator, HttpMethod.Post, identity + "/release", Bodies.Reason(), identity);
        await WriteAsync(OtherSupervisor, HttpMethod.Post, identity + "/decision", Bodies.IdentityDecision("refused"), identity);
    }

    private async Task StartClocksAsync()
    {
        var clocks = At("investigations", File) + "/clocks";
        SealedClock = (await WriteAsync(Investigator, HttpMethod.Post, clocks, Bodies.Clock("x").With("subFile", SubFile))).Id;
        await WriteAsync(Investigator, HttpMethod.Post, clocks, Bodies.Arrest(Person));
        Clock = (await WriteAsync(Investigator, HttpMethod.Post, clocks, Bodies.Clock("x"))).Id;
        var clock = At("clocks", Clock);
        await WriteAsync(Investigator, HttpMethod.Post, clock + "/correction", Bodies.CorrectedClock("x"), clock);
        await WriteAsync(Investigator, HttpMethod.Post, clock + "/limits/met", Bodies.MetLimit(), clock);
        await WriteAsync(Prosecutor, HttpMethod.Post, clock + "/limits/open-again", Bodies.OpenedLimit(), clock);
        await WriteAsync(Investigator, HttpMethod.Post, clock + "/stop", Bodies.StoppedClock(), clock);
        await WriteAsync(Investigator, HttpMethod.Post, clock + "/resumption", Bodies.Reason(), clock);
    }

    private async Task TellWhatHappenedAsync()
    {
        var entries = At("investigations", File) + "/occurrences";
        SealedOccurrence = (await WriteAsync(Investigator, HttpMethod.Post, entries, Bodies.Occurrence("x").With("subFile", SubFile))).Id;
        var named = Bodies.OccurrenceContent("x").With("people", new JsonArray(Person)).With("restsOn", new JsonArray(Item)).With("restriction", "None")
            .With("time", Bodies.ReportedTime("2026-10", "2026-10-20", "Asia/Tbilisi"));
        Occurrence = (await WriteAsync(Investigator, HttpMethod.Post, entries, Bodies.Occurrence("x").With("content", named.DeepClone()))).Id;
        var entry = At("occurrences", Occurrence);
        await WriteAsync(Investigator, HttpMethod.Post, entry + "/correction", Bodies.CorrectedOccurrence("x").With("content", named.With("sourceGrade", "C")), entry);
        await WriteAsync(Prosecutor, HttpMethod.Post, entry + "/withdrawal", Bodies.Reason(), entry);
        await WriteAsync(Investigator, HttpMethod.Post, entry + "/restoration", Bodies.Reason(), entry);
    }

    private async Task MakeTasksAsync()
    {
        var tasks = At("investigations", File) + "/tasks";
        SealedTask = (await WriteAsync(Investigator, HttpMethod.Post, tasks, Bodies.Task("x").With("subFile", SubFile))).Id;
        await WriteAsync(Investigator, HttpMethod.Post, tasks + "/from-template", Bodies.Template("x"));
        MadeTask = (await WriteAsync(Investigator, HttpMethod.Post, tasks, Bodies.Task("x"))).Id;
        var task = At("tasks", MadeTask);
        await WriteAsync(Investigator, HttpMethod.Post, task + "/owner", Bodies.Owner(OtherInvestigator), task);
        await WriteAsync(Investigator, HttpMethod.Post, task + "/deadline", Bodies.Deadline(), task);
        await WriteAsync(Investigator, HttpMethod.Post, task + "/outcome", Bodies.Outcome(), task);
        await WriteAsync(Investigator, HttpMethod.Post, task + "/reopening", Bodies.Reason(), task);
        await WriteAsync(Investigator, HttpMethod.Post, task + "/outcome", Bodies.Outcome(), task);

        var instructions = At("investigations", File) + "/instructions";
        Instruction = (await WriteAsync(Prosecutor, HttpMethod.Post, instructions, Bodies.Instruction("x"))).Id;
        var instruction = At("tasks", Instruction);
        await WriteAsync(Prosecutor, HttpMethod.Put, instruction + "/instruction", Bodies.ChangedInstruction("x"), instruction);
        await WriteAsync(Investigator, HttpMethod.Post, instruction + "/report", Bodies.Report(), instruction);
        await WriteAsync(Prosecutor, HttpMethod.Post, instruction + "/report/return", Bodies.Reason(), instruction);
        await WriteAsync(Investigator, HttpMethod.Post, instruction + "/report", Bodies.Report(), instruction);
        await WriteAsync(Prosecutor, HttpMethod.Post, instruction + "/report/acceptance", Bodies.Acceptance(), instruction);
        var withdrawn = At("tasks", (await WriteAsync(Prosecutor, HttpMethod.Post, instructions, Bodies.Instruction("x"))).Id);
        await WriteAsync(Prosecutor, HttpMethod.Post, withdrawn + "/withdrawal", Bodies.Reason(), withdrawn);
    }

    /// <summary>Drafted, changed, given up; signed, corrected by a second one, with its exhibits and its scan.</summary>
    private async Task DrawUpProtocolsAsync()
    {
        var protocols = At("investigations", File) + "/protocols";
        SealedProtocol = (await WriteAsync(Investigator, HttpMethod.Post, protocols, Bodies.Protocol("x", Investigator).With("subFile", SubFile))).Id;
        var withdrawn = At("protocols", (await WriteAsync(Investigator, HttpMethod.Post, protocols, Bodies.UrgentProtocol("x", Investigator))).Id);
        await WriteAsync(Investigator, HttpMethod.Post, withdrawn + "/withdrawal", Bodies.Reason(), withdrawn);

        Protocol = (await WriteAsync(Investigator, HttpMethod.Post, protocols, Bodies.UrgentProtocol("x", Investigator))).Id;
        var protocol = At("protocols", Protocol);
        await WriteAsync(Investigator, HttpMethod.Put, protocol, new JsonObject { ["content"] = Bodies.UrgentProtocol("x", Investigator)["content"]!.DeepClone() }, protocol);
        await WriteAsync(Investigator, HttpMethod.Post, protocol + "/signing", Bodies.Signing(), protocol);
        await WriteAsync(Prosecutor, HttpMethod.Post, protocol + "/court-control", Bodies.CourtControl(), protocol);
        await WriteAsync(Investigator, HttpMethod.Post, protocol + "/exhibits", Bodies.Exhibits("x"), protocol);
        await WriteAsync(Investigator, HttpMethod.Post, protocol + "/scan", Bodies.Scan("x"), protocol);
        await WriteAsync(Investigator, HttpMethod.Post, protocol + "/correction", Bodies.Reason(), protocol);
    }

    /// <summary>Begun in urgency and withdrawn; extended, ended, postponed, served and settled.</summary>
    private async Task WatchAsync()
    {
        var measures = At("sub-files", SubFile) + "/covert-measures";
        var withdrawn = At("covert-measures", (await WriteAsync(Investigator, HttpMethod.Post, measures, Bodies.UrgentMeasure("x"))).Id);
        await WriteAsync(Investigator, HttpMethod.Post, withdrawn + "/court-control", Bodies.CovertControl("x"), withdrawn);
        await WriteAsync(Investigator, HttpMethod.Post, withdrawn + "/last-step/withdrawal", Bodies.Reason(), withdrawn);
        await WriteAsync(Investigator, HttpMethod.Post, withdrawn + "/withdrawal", Bodies.Reason(), withdrawn);

        Measure = (await WriteAsync(Investigator, HttpMethod.Post, measures, Bodies.CovertMeasure("x"))).Id;
        var measure = At("covert-measures", Measure);
        await WriteAsync(Investigator, HttpMethod.Post, measure + "/correction", Bodies.CorrectedMeasure("x"), measure);
        await WriteAsync(Investigator, HttpMethod.Post, measure + "/extension", Bodies.Extension("x"), measure);
        await WriteAsync(Investigator, HttpMethod.Post, measure + "/end", Bodies.EndedMeasure(), measure);
        await WriteAsync(Investigator, HttpMethod.Post, measure + "/notification/postponement", Bodies.Postponement("x"), measure);
        await WriteAsync(Investigator, HttpMethod.Post, measure + "/notification/service", Bodies.ServedNotification("x"), measure);
        await WriteAsync(Investigator, HttpMethod.Post, measure + "/material", Bodies.SettledMaterial("x"), measure);
    }

    /// <summary>Offered and taken back, offered and refused, taken over, and offered back.</summary>
    private async Task HandOverAsync()
    {
        (await api.GetAsync(Custodian, "/api/evidence")).Expect(200);
        var (item, custody, offer) = (At("evidence", Item), At("evidence", Item) + "/custody", At("evidence", Item) + "/custody/offer");
        await WriteAsync(Investigator, HttpMethod.Post, custody, Bodies.Custody(Custodian), item);
        await WriteAsync(Investigator, HttpMethod.Post, custody + "/withdrawal", seen: item);
        await WriteAsync(Investigator, HttpMethod.Post, custody, Bodies.Custody(Custodian), item);
        await WriteAsync(Custodian, HttpMethod.Post, custody + "/refusal", Bodies.Reason(), offer);
        await WriteAsync(Investigator, HttpMethod.Post, custody, Bodies.Custody(Custodian), item);
        await WriteAsync(Custodian, HttpMethod.Post, custody + "/acceptance", Bodies.TakenOver(), offer);
        await WriteAsync(Custodian, HttpMethod.Post, custody, Bodies.Custody(OtherInvestigator), item);
    }

    private async Task AskAbroadAsync()
    {
        Outgoing = (await WriteAsync(Investigator, HttpMethod.Post, At("investigations", File) + "/information-requests", Content())).Id;
        var path = At("information-requests", Outgoing);
        await WriteAsync(Investigator, HttpMethod.Post, path + "/submission", seen: path);
        await WriteAsync(Supervisor, HttpMethod.Post, path + "/return", Bodies.Return(), path);
        await WriteAsync(Investigator, HttpMethod.Put, path, Content(), path);
        await WriteAsync(Investigator, HttpMethod.Post, path + "/submission", seen: path);
        await WriteAsync(Supervisor, HttpMethod.Post, path + "/authorisation", seen: path);
        await WriteAsync(LiaisonFrance, HttpMethod.Post, path + "/transmission", Bodies.Transmission(), path);
        await WriteAsync(LiaisonFrance, HttpMethod.Post, path + "/clarifications", Bodies.Clarification("x"), path);
        await WriteAsync(Investigator, HttpMethod.Post, path + "/clarifications", Bodies.Clarification("x"), path);
        await WriteAsync(Supervisor, HttpMethod.Post, path + "/release", seen: path);
        await WriteAsync(LiaisonFrance, HttpMethod.Post, path + "/documents?fileName=", content: [1]);
        await WriteAsync(LiaisonFrance, HttpMethod.Post, path + "/answers", Answer(), path);
    }

    private async Task AnswerAbroadAsync()
    {
        Incoming = (await WriteAsync(LiaisonFrance, HttpMethod.Post, "/api/information-requests", Registration())).Id;
        var path = At("information-requests", Incoming);
        await WriteAsync(LiaisonFrance, HttpMethod.Post, path + "/correction", Corrected(), path);
        Document = (Guid)(await WriteAsync(LiaisonFrance, HttpMethod.Post, path + "/documents?fileName=", content: [1, 2])).Json["document"]!;
        await WriteAsync(Supervisor, HttpMethod.Post, path + "/assignment", Bodies.Assignment(Investigator, File), path);
        await WriteAsync(Investigator, HttpMethod.Post, path + "/clarifications", Bodies.Clarification("x"), path);
        await WriteAsync(Supervisor, HttpMethod.Post, path + "/release", seen: path);
        await WriteAsync(LiaisonFrance, HttpMethod.Post, path + "/clarifications", Bodies.Clarification("x"), path);
        await WriteAsync(Investigator, HttpMethod.Post, path + "/answers", Answer(Item), path);
        await WriteAsync(Investigator, HttpMethod.Post, path + "/submission", seen: path);
        await WriteAsync(Supervisor, HttpMethod.Post, path + "/release", seen: path);
        await WriteAsync(Prosecutor, HttpMethod.Post, path + "/release", seen: path);

        var refused = At("information-requests", (await WriteAsync(LiaisonFrance, HttpMethod.Post, "/api/information-requests", Registration())).Id);
        await WriteAsync(Supervisor, HttpMethod.Post, refused + "/refusal", Bodies.Refusal(), refused);
        await WriteAsync(OtherSupervisor, HttpMethod.Post, refused + "/release", seen: refused);
        var twice = At("information-requests", (await WriteAsync(LiaisonFrance, HttpMethod.Post, "/api/information-requests", Registration())).Id);
        await WriteAsync(LiaisonFrance, HttpMethod.Post, twice + "/withdrawal", Bodies.Reason(), twice);
    }

    private async Task LetInAsync()
    {
        Asker = await newPerson(Role.Investigator);
        await WriteAsync(Asker, HttpMethod.Post, "/api/access-requests", Bodies.Ask("344-2000-999999"));
        var granted = (await WriteAsync(Asker, HttpMethod.Post, "/api/access-requests", Bodies.Ask(FileNumber), keep: "number")).Id;
        var refused = (await WriteAsync(Asker, HttpMethod.Post, "/api/access-requests", Bodies.Ask(FileNumber), keep: "number")).Id;
        Ask = (await WriteAsync(Asker, HttpMethod.Post, "/api/access-requests", Bodies.Ask(FileNumber), keep: "number")).Id;
        await WriteAsync(Investigator, HttpMethod.Post, At("access-requests", refused) + "/refusal", Bodies.Reason(), version: 1);
        await WriteAsync(Investigator, HttpMethod.Post, At("access-requests", granted) + "/grant", new JsonObject { ["until"] = null, ["reason"] = "x" }, version: 1);

        Opener = await newPerson(Role.Investigator);
        var closed = (await WriteAsync(Opener, HttpMethod.Post, "/api/break-glass", Bodies.Glass(FileNumber))).Id;
        (await api.GetAsync(Opener, At("investigations", File))).Expect(200);
        await WriteAsync(Opener, HttpMethod.Post, At("break-glass", closed) + "/closure");
        await WriteAsync(Auditor, HttpMethod.Post, At("break-glass", closed) + "/review", Bodies.EmergencyAccessReview("not-justified").With("measures", "x"));
        await WriteAsync(Auditor, HttpMethod.Post, At("break-glass", closed) + "/reopening", Bodies.Reason());
        Glass = (await WriteAsync(Opener, HttpMethod.Post, "/api/break-glass", Bodies.Glass(FileNumber))).Id;
        (await api.GetAsync(Opener, At("investigations", File))).Expect(200);

        var ended = (await WriteAsync(Supervisor, HttpMethod.Post, "/api/stand-ins", Bodies.StandInFor(Investigator, OtherInvestigator))).Id;
        await WriteAsync(Investigator, HttpMethod.Post, At("stand-ins", ended) + "/end", Bodies.Reason());
        StandIn = (await WriteAsync(Supervisor, HttpMethod.Post, "/api/stand-ins", Bodies.StandInFor(Investigator, OtherInvestigator))).Id;
    }

    /// <summary>A second file, which is restricted and opened again, changes its lead and its team.</summary>
    private async Task ComeAndGoAsync()
    {
        OtherFile = (await WriteAsync(Investigator, HttpMethod.Post, "/api/investigations", Bodies.Investigation("x"))).Id;
        var path = At("investigations", OtherFile);
        await WriteAsync(Investigator, HttpMethod.Post, path + "/restriction", Bodies.Restriction(OtherSupervisor), path);
        await WriteAsync(Supervisor, HttpMethod.Post, path + "/restriction/confirmation", Bodies.Restriction(OtherSupervisor), path);
        await WriteAsync(OtherSupervisor, HttpMethod.Post, path + "/restriction/end", Bodies.Reason(), path);
        await WriteAsync(Investigator, HttpMethod.Post, path + "/members", Bodies.Member(OtherInvestigator), path);
        await WriteAsync(Investigator, HttpMethod.Put, path + "/lead", Bodies.Lead(OtherInvestigator), path);
        await WriteAsync(OtherInvestigator, HttpMethod.Put, path + "/lead", Bodies.Lead(Investigator), path);
        await WriteAsync(Investigator, HttpMethod.Post, $"{path}/members/{OtherInvestigator.Id}/removal", Bodies.Reason(), path);
    }

    private static JsonObject Content() => Bodies.RequestContent("x").With("urgencyReason", "x").With("useRestrictions", "x");

    private static JsonObject Registration() => Bodies.Registration("x").With("content", Content());

    private static JsonObject Corrected() => Bodies.CorrectedRegistration("x").With("content", Content());

    private static JsonObject Answer(params Guid[] evidence)
    {
        // What goes abroad has no reference of abroad.
        var body = Bodies.Answer("x", evidence).With("reference", evidence.Length > 0 ? null : "x");
        var answer = ((JsonObject)body["answer"]!).With("restriction", "x");
        ((JsonObject)answer["items"]![1]!).With("result", "refused").With("ground", "third-party-origin").With("text", "x");
        return body;
    }

    /// <summary>Sends the body with a hostile text in every place that holds a text, until it is taken.</summary>
    /// <param name="path">With the name of a text in the query at its end, if there is one.</param>
    /// <param name="seen">Whose version is said to have been seen.</param>
    /// <param name="keep">A member that stays as it is.</param>
    private async Task<Reply> WriteAsync(
        Account by, HttpMethod method, string path, JsonObject? body = null, string? seen = null, byte[]? content = null, long? version = null, string? keep = null)
    {
        var route = RouteTable.Find(method, path).ShouldNotBeNull(path);
        var texts = body is null ? [] : Places(body).Where(place => place != keep).ToDictionary(place => place, _ => 0);
        if (path.EndsWith('='))
            texts[path[(path.LastIndexOf('?') + 1)..^1]] = Array.IndexOf(Lengths, LongestInAddress);
        tried.UnionWith(texts.Keys.Select(place => $"{route.Name} {Index().Replace(place, "")}"));
        for (; ; )
        {
            var sent = (JsonObject?)body?.DeepClone();
            var written = new List<(string, string)>();
            var address = path;
            foreach (var (place, step) in texts)
            {
                var text = step < Lengths.Length ? Text(Lengths[step]) : null;
                if (text is not null)
                    written.Add((Last(place), text.Trim()));
                if (path.EndsWith($"?{place}=", StringComparison.Ordinal))
                    address = path + Uri.EscapeDataString(text ?? "x");
                else if (text is not null)
                    Put(sent!, place, text);
            }

            var reply = await api.SendAsync(new Call(method, address)
            {
                As = by, Body = sent, Content = content, ContentType = content is null ? "application/json" : "application/octet-stream",
                Seen = version ?? (seen is null ? null : await api.VersionAsync(by, seen)),
            });
            if (reply.Status is 200 or 201)
            {
                kept.AddRange(written);
                return reply;
            }

            reply.Status.ShouldBeOneOf([400, 422], $"{by} at {route}: {reply}");
            var named = texts.Keys.Where(place => texts[place] < Lengths.Length && reply.Fields.Any(field => Last(field) == Last(place))).ToList();
            named.ShouldNotBeEmpty($"{by} at {route}: {reply}");
            foreach (var place in named)
                texts[place]++;
        }
    }

    /// <summary>Where texts stand: not ids, not times.</summary>
    private static IEnumerable<string> Places(JsonNode? node, string path = "") => node switch
    {
        JsonObject members => members.SelectMany(member => Places(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray items => items.SelectMany((item, i) => Places(item, $"{path}[{i}]")),
        JsonValue value when value.GetValueKind() is JsonValueKind.String && !Guid.TryParse(value.ToString(), out _)
            && !StatedTime.TryRead(value.ToString(), out _) => [path],
        _ => [],
    };

    private static void Put(JsonNode root, string place, string text)
    {
        JsonNode at = root;
        var steps = place.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
            at = step[0] is '[' ? at[Number(step)]! : at[step]!;
        if (steps[^1][0] is '[')
            at[Number(steps[^1])] = text;
        else
            at[steps[^1]] = text;

        static int Number(string step) => int.Parse(step[1..^1], CultureInfo.InvariantCulture);
    }

    private static string Last(string place) => Index().Replace(place, "").Split('.')[^1];

    [GeneratedRegex(@"\[\d+\]", RegexOptions.None, 1000)]
    private static partial Regex Index();
}
