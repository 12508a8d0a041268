using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>
/// One case file from end to end, by four people each at a browser of their own: opened, with evidence reviewed, a request
/// sent abroad and answered, and a French request answered with the file's evidence. The same in every language.
/// </summary>
internal sealed class Story(Person investigator, Person supervisor, Person liaison, Person prosecutor, Func<Person, string, Task>? picture = null)
{
    private const string Title = "Letters of employment, Marseille";
    private const string Summary =
        "Nine people applied for a residence permit in Marseille with a letter of employment of the same company. Two of them say that they paid for "
        + "the letter in Kutaisi and never worked there. To be found out: who wrote the letters, and who was paid.";
    private const string Note = "The same letterhead stands on nine applications.";
    private const string Exhibit = "E-001";

    private readonly byte[] exhibit = RandomNumberGenerator.GetBytes(300_000);
    private readonly byte[] annex = Encoding.UTF8.GetBytes("Annexe 1: liste des demandes\n");
    private string file = "", number = "";

    public async Task TellAsync()
    {
        await OpenTheFileAsync();
        await GatherEvidenceAsync();
        await ReviewAsync();
        await AskAbroadAsync();
        await AnswerFranceAsync();
        await LookBackAsync();
    }

    private async Task OpenTheFileAsync()
    {
        file = await investigator.OpenFileAsync(Title, Summary);
        number = await investigator.Heading.Locator(".cw-number").InnerTextAsync();
        await investigator.FillAsync("note", Note);
        await investigator.PressAsync("file.note.add");
        await Expect(investigator.Page.Locator("#note")).ToHaveValueAsync("");
        await Expect(investigator.Main.Locator(".cw-timeline")).ToContainTextAsync(Note);
        await PictureAsync(investigator, "file-note");

        await investigator.OpenTabAsync(investigator.Words("file.tab.team"));
        await investigator.PressAsync("file.member.add");
        await investigator.ChooseColleagueAsync("investigator-2");
        await PictureAsync(investigator, "file-member");
        await investigator.ConfirmAsync();
        await Expect(investigator.Page.Locator(".cw-table")).ToContainTextAsync(Person.NameOf("investigator-2"));

        await supervisor.OpenAsync($"{file}/team");
        await supervisor.PressAsync("file.prosecutor.name");
        await supervisor.ChooseColleagueAsync(prosecutor.Name);
        await PictureAsync(supervisor, "file-prosecutor");
        await supervisor.ConfirmAsync();
        await Expect(supervisor.Page.Locator(".cw-table")).ToContainTextAsync(supervisor.Words("file.prosecutor"));
    }

    private async Task GatherEvidenceAsync()
    {
        await investigator.OpenAsync($"{file}/evidence");
        await investigator.PressAsync("evidence.register");
        await investigator.ChooseAsync("kind", "phone-extraction");
        await investigator.FillAsync("description", "Extraction of the telephone of the man who is said to sell the letters");
        await investigator.FillAsync("seized-at", "2026-01-15T09:30");
        await investigator.FillAsync("seized-where", "Kutaisi, at a search");
        await investigator.FillAsync("seized-by", "investigator, Unit 1");
        await PictureAsync(investigator, "item-register");
        await investigator.PressAsync("evidence.register");

        await investigator.Page.WaitForSelectorAsync("#content-file");
        await investigator.Page.SetInputFilesAsync("#content-file", new FilePayload { Name = "extraction.ufd", MimeType = "application/octet-stream", Buffer = exhibit });
        await PictureAsync(investigator, "item-upload");
        await investigator.PressAsync("evidence.upload.do");
        await Expect(investigator.Main).ToContainTextAsync(Convert.ToHexStringLower(SHA256.HashData(exhibit)));
        await investigator.PressAsync("evidence.verify");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("evidence.sound"));
        await PictureAsync(investigator, "item-verified");
        (await DownloadAsync(investigator, investigator.Act("evidence.download"))).ShouldBe(exhibit);
    }

    private async Task ReviewAsync()
    {
        await prosecutor.OpenAsync("/");
        await PictureAsync(prosecutor, "desk-prosecutor");
        await OpenFromDeskAsync(prosecutor, $"{number} {Exhibit}", "evidence.desk.review");
        await prosecutor.PressAsync("evidence.review.do");
        await prosecutor.ChooseAsync("opinion", "sufficient");
        await prosecutor.FillAsync("reasons", "Seized under a warrant, sealed on the same day.");
        await PictureAsync(prosecutor, "item-review");
        await prosecutor.ConfirmAsync();
        await Expect(prosecutor.Main).ToContainTextAsync("Seized under a warrant");
        await prosecutor.OpenAsync("/");
        await Expect(prosecutor.Main).Not.ToContainTextAsync($"{number} {Exhibit}");
    }

    private async Task AskAbroadAsync()
    {
        await investigator.OpenAsync($"{file}/requests");
        await investigator.PressAsync("request.draft");
        await WriteRequestAsync(investigator, "Employer named in nine applications", "Is the employer known to you?", "Who signed the letters?",
            "Nine applications bear the same letter of employment. Two applicants say that they never worked for the company.");
        await PictureAsync(investigator, "request-draft");
        await investigator.PressAsync("request.draft");
        var request = await ArrivedAsync(investigator);
        await ActAsync(investigator, "submit");

        await OpenFromDeskAsync(supervisor, "Employer named in nine applications", "request.verb.authorise");
        await PictureAsync(supervisor, "request-authorise");
        await ActAsync(supervisor, "authorise");

        await OpenFromDeskAsync(liaison, "Employer named in nine applications", "request.verb.transmit");
        await ActAsync(liaison, "transmit", person => person.ChooseAsync("act-code", "liaison-officer"), "request-transmit");
        await ActAsync(liaison, "clarify", person => person.FillAsync("act-text", "Which of the two companies of that name?"));
        await investigator.OpenAsync(request);
        await ActAsync(investigator, "clarify", person => person.FillAsync("act-text", "The one registered in Marseille."));
        await Expect(investigator.Page.Locator("[data-pending]")).ToContainTextAsync("The one registered in Marseille.");
        await liaison.OpenAsync(request);
        await Expect(liaison.Main).Not.ToContainTextAsync("Marseille");
        await OpenFromDeskAsync(supervisor, "Employer named in nine applications", "request.verb.release");
        await ActAsync(supervisor, "release", null, "clarification-release");

        // An answer that comes in while the request is open is seen there, and so is read.
        await investigator.OpenAsync("/files");
        await liaison.OpenAsync(request);
        await liaison.PressAsync("request.verb.record-answer");
        await liaison.ChooseAsync("result-0", "given");
        await liaison.FillAsync("text-0", "The company was struck off in 2024.");
        await liaison.ChooseAsync("result-1", "refused");
        await liaison.ChooseAsync("ground-1", "harms-security");
        await GradeAsync(liaison, "H1");
        await liaison.FillAsync("reference", "OCRIEST 2026/118-R");
        await liaison.Page.SetInputFilesAsync("#files", new FilePayload { Name = "reponse.pdf", MimeType = "application/pdf", Buffer = annex });
        await PictureAsync(liaison, "answer-record");
        await liaison.PressAsync("request.answer.record");
        await Expect(liaison.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("reponse.pdf");
        await PictureAsync(liaison, "answer-record-final");
        await liaison.ConfirmAsync();
        await ArrivedAsync(liaison);
        await Expect(liaison.Main).ToContainTextAsync("The company was struck off in 2024.");

        await OpenFromDeskAsync(investigator, "Employer named in nine applications", "request.verb.read");
        await Expect(investigator.Page.Locator(".cw-file .cw-tag")).ToHaveTextAsync("H1");
        (await DownloadAsync(investigator, investigator.Main.GetByRole(AriaRole.Link, new() { Name = "reponse.pdf" }))).ShouldBe(annex);
        await PictureAsync(investigator, "request-answered");
        await OpenFromDeskAsync(investigator, "Employer named in nine applications", "request.verb.close");
        await ActAsync(investigator, "close");
        await ShowsAsync(investigator, "closed");
    }

    private async Task AnswerFranceAsync()
    {
        await liaison.OpenAsync("/requests");
        await liaison.PressAsync("request.register");
        await liaison.FillAsync("reference", "OCRIEST 2026/201");
        await liaison.ChooseAsync("unit", "unit-1");
        await WriteRequestAsync(liaison, "Telephone used for bookings", "What does the telephone hold?", "Who paid for the bookings?",
            "The journeys of four of the nine applicants were booked over one Georgian telephone number.");
        await liaison.Page.SetInputFilesAsync("#files", new FilePayload { Name = "annexe.txt", MimeType = "text/plain", Buffer = annex });
        await PictureAsync(liaison, "request-register");
        await liaison.PressAsync("request.register");
        var request = await ArrivedAsync(liaison);
        await Expect(liaison.Main.GetByRole(AriaRole.Link, new() { Name = "annexe.txt" })).ToBeVisibleAsync();

        await OpenFromDeskAsync(supervisor, "Telephone used for bookings", "request.verb.assign");
        await ActAsync(supervisor, "assign", async person =>
        {
            await person.FillAsync("assign-file", number);
            await person.Page.Locator(".cw-person").Filter(new() { HasText = number }).First.Locator("input").CheckAsync();
            await person.Page.Locator(".cw-person").Filter(new() { Has = person.Page.GetByText(investigator.Name, new() { Exact = true }) }).Locator("input").CheckAsync();
            await Expect(person.Page.Locator("[name=assign-person]")).ToHaveCountAsync(2);
        }, "request-assign");

        await OpenFromDeskAsync(investigator, "Telephone used for bookings", "request.verb.answer");
        await investigator.ArrivesAtAsync($"{request}/answer");
        await investigator.OpenAsync(request);
        (await DownloadAsync(investigator, investigator.Main.GetByRole(AriaRole.Link, new() { Name = "annexe.txt" }))).ShouldBe(annex);
        await PictureAsync(investigator, "request-assigned");
        await investigator.PressAsync("request.verb.answer");
        await investigator.ChooseAsync("result-0", "given");
        await investigator.FillAsync("text-0", "Messages with the carrier of January 2026.");
        await investigator.Page.Locator("input[id^=evidence-0-]").CheckAsync();
        await investigator.ChooseAsync("result-1", "nothing-held");
        await GradeAsync(investigator, "H0");
        await PictureAsync(investigator, "answer-prepare");
        await investigator.PressAsync("request.answer.save");
        await ArrivedAsync(investigator);
        await Expect(investigator.Page.Locator(".cw-acts .mud-button-filled")).ToHaveTextAsync(investigator.Words("request.verb.submit"));
        await ActAsync(investigator, "submit");

        await OpenFromDeskAsync(supervisor, "Telephone used for bookings", "request.verb.release");
        await Expect(supervisor.Main.Locator("a.cw-exhibit")).ToHaveTextAsync(Exhibit);
        await PictureAsync(supervisor, "request-release");
        await ActAsync(supervisor, "release");
        await liaison.OpenAsync(request);
        await Expect(liaison.Main).Not.ToContainTextAsync("Messages with the carrier");
        await OpenFromDeskAsync(prosecutor, "Telephone used for bookings", "request.verb.release");
        await ActAsync(prosecutor, "release", null, "request-release-prosecutor");

        await OpenFromDeskAsync(liaison, "Telephone used for bookings", "request.verb.transmit");
        await Expect(liaison.Main).ToContainTextAsync("Messages with the carrier");
        var label = await liaison.Main.Locator("a.cw-exhibit").InnerTextAsync();
        label.ShouldEndWith("/1");
        label.ShouldNotContain(Exhibit);
        await liaison.Main.Locator("a.cw-exhibit").ClickAsync();
        await Expect(liaison.Heading).ToContainTextAsync(label);
        (await DownloadAsync(liaison, liaison.Act("evidence.download"))).ShouldBe(exhibit);
        await PictureAsync(liaison, "item-released");
        await liaison.OpenAsync(request);
        await ActAsync(liaison, "transmit", person => person.ChooseAsync("act-code", "liaison-officer"));
        await ActAsync(liaison, "close");
        await ShowsAsync(liaison, "closed");
    }

    private async Task LookBackAsync()
    {
        await supervisor.OpenAsync($"{file}/timeline");
        var timeline = supervisor.Page.Locator(".cw-timeline");
        await Expect(timeline).ToContainTextAsync(Note);
        await Expect(timeline).ToContainTextAsync("Seized under a warrant");
        await Expect(timeline).ToContainTextAsync("Which of the two companies of that name?");
        await PictureAsync(supervisor, "file-timeline");
        await liaison.OpenAsync(file);
        await Expect(liaison.Main).Not.ToContainTextAsync(Title);
    }

    /// <summary>The fields that requests have in both directions.</summary>
    public static async Task WriteRequestAsync(
        Person person, string subject, string first, string second, string facts = "Nine applications bear the same letter of employment.")
    {
        await person.ChooseAsync("country", "FR");
        await person.FillAsync("authority", "OCRIEST");
        await person.FillAsync("subject", subject);
        await person.Page.Locator("#purpose").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await person.Page.Locator("#basis").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await person.ChooseAsync("urgency", "ordinary");
        await person.FillAsync("facts", facts);
        await person.FillAsync("item-0", first);
        await person.Page.Locator("[data-add]").ClickAsync();
        await person.FillAsync("item-1", second);
    }

    private static async Task GradeAsync(Person person, string handling)
    {
        await person.ChooseAsync("handling", handling);
        await person.ChooseAsync("source", "B");
        await person.ChooseAsync("information", "2");
    }

    private static async Task<byte[]> DownloadAsync(Person person, ILocator link)
    {
        var download = await person.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        await using var stream = await download.CreateReadStreamAsync();
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);
        return read.ToArray();
    }

    /// <summary>What waits for the person stands on the desk, under the verb that is due; it opens the act itself, here turned back from.</summary>
    private static async Task OpenFromDeskAsync(Person person, string what, string verb)
    {
        var row = await person.FindOnDeskAsync(new LocatorFilterOptions { HasText = what });
        await Expect(row.Locator(".cw-do")).ToHaveTextAsync(person.Words(verb));
        var act = row.Locator(".cw-do a");
        var opens = (await act.GetAttributeAsync("href")).ShouldNotBeNull().Contains("?act=", StringComparison.Ordinal);
        await person.FollowAsync(act);
        await Person.ArrivesAsync(person.Page, Person.NotTheDesk);
        await person.SettledAsync();
        if (opens)
        {
            await person.TurnBackAsync();
        }
    }

    /// <summary>Waits for the request's own page; its path.</summary>
    public static async Task<string> ArrivedAsync(Person person)
    {
        await Person.ArrivesAsync(person.Page, "/requests/[0-9a-f]{8}-[0-9a-f-]{27}$");
        await person.SettledAsync();
        return new Uri(person.Page.Url).AbsolutePath;
    }

    /// <summary>Does what the button says, in its dialog; afterwards the button is gone or means the next step.</summary>
    private async Task ActAsync(Person person, string verb, Func<Person, Task>? fill = null, string? name = null)
    {
        var state = await person.Page.Locator(".cw-file .cw-chip").InnerTextAsync();
        await person.PressAsync($"request.verb.{verb}");
        await Expect(person.Page.Locator(".mud-dialog")).ToBeVisibleAsync();
        if (fill is not null)
        {
            await fill(person);
        }

        if (name is not null)
        {
            await PictureAsync(person, name);
        }

        await person.ConfirmWithFactorAsync();
        await Expect(person.Page.Locator(".cw-file .cw-chip")).Not.ToHaveTextAsync(state);
    }

    private static Task ShowsAsync(Person person, string state) =>
        Expect(person.Page.Locator(".cw-file .cw-chip")).ToHaveTextAsync(person.Label("request-state", state));

    private Task PictureAsync(Person person, string name) => picture?.Invoke(person, name) ?? Task.CompletedTask;
}
