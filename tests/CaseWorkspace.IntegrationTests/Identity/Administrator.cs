using System.Net;
using System.Text.RegularExpressions;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>What reaches a person who is let in: the path of the letter's link, and the code that the head gives.</summary>
public sealed record Letter(string Path, string Code);

/// <summary>An identity administrator at work, through the pages. What takes two is confirmed by the second one of the installation.</summary>
public sealed partial class Administrator : IDisposable
{
    public const string Password = "a long sentence as password";

    private Administrator(Visitor visitor) => Visitor = visitor;

    public Visitor Visitor { get; }

    public static async Task<Administrator> SignInAsync(string address, string userName = "identity-admin", string password = "Demo-2026!")
    {
        var visitor = new Visitor(address);
        (await visitor.SignInAsync(userName, password)).Status.ShouldBe(HttpStatusCode.Found);
        return new Administrator(visitor);
    }

    /// <summary>Creates an account; answers its id and what its person is handed.</summary>
    public Task<(string Id, Letter Letter)> InviteAsync(string userName, params string[] roles) => InviteAsync(userName, "Person " + userName, "unit-1", "", roles);

    public async Task<(string Id, Letter Letter)> InviteAsync(string userName, string displayName, string unit, string posting, params string[] roles)
    {
        var id = IdOf(await ConfirmAsync(await ProposeAsync(userName, displayName, unit, posting, roles)));
        return (id, await LetterAsync(id, userName));
    }

    /// <summary>Fills in the form for a new account; answers what follows.</summary>
    public async Task<Sheet> ProposeAsync(string userName, string displayName, string unit, string posting, params string[] roles) =>
        await Visitor.SubmitAsync(await Visitor.GetAsync("/accounts/new"), "/accounts/new",
            [("UserName", userName), ("DisplayName", displayName), ("Unit", unit), ("Postings", posting), .. roles.Select(role => ("Roles", role))]);

    /// <summary>Creates an account and accepts its invitation.</summary>
    public async Task<string> CreateAsync(string userName, params string[] roles)
    {
        var (id, letter) = await InviteAsync(userName, roles);
        using var invited = new Visitor(Visitor.Address);
        (await AcceptAsync(invited, letter)).Html.ShouldContain("You can sign in now");
        return id;
    }

    /// <summary>Takes the account up: code and password, and for one that has none the second factor; later sign-ins find its app.</summary>
    public static async Task<Sheet> AcceptAsync(Visitor visitor, Letter letter, string password = Password)
    {
        var page = await visitor.GetAsync(letter.Path);
        var next = await ChooseAsync(visitor, page, letter.Code, password);
        return next.Html.Contains("handler=Enrol", StringComparison.Ordinal)
            ? await Authenticator.EnrolAsync(visitor, next, NamePattern().Match(page.Html).Groups[1].Value) : next;
    }

    /// <summary>The first step on the way of the letter.</summary>
    public static Task<Sheet> ChooseAsync(Visitor visitor, Sheet page, string code, string password = Password) =>
        visitor.SubmitAsync(page, "/invitation/", ("HandoverCode", code), ("NewPassword", password), ("Repeated", password));

    /// <summary>Does the act, or proposes it and has it confirmed; answers the page of the account.</summary>
    public async Task<Sheet> ActAsync(string id, string handler, params (string, string)[] fields)
    {
        var answer = await Visitor.SubmitAsync(await Visitor.GetAsync("/accounts/" + id), "handler=" + handler, fields);
        if (answer.Location?.StartsWith("/accounts/proposals/", StringComparison.Ordinal) != true)
            return await Visitor.FollowAsync(answer);
        await ConfirmAsync(answer);
        return await Visitor.GetAsync("/accounts/" + id);
    }

    /// <summary>The second administrator confirms what the answer leads to; answers the page that follows there.</summary>
    public async Task<Sheet> ConfirmAsync(Sheet proposed)
    {
        var path = proposed.Location.ShouldNotBeNull(proposed.Html);
        path.ShouldStartWith("/accounts/proposals/", Case.Sensitive, proposed.Html);
        return await (await SecondAdministrator.OfAsync(Visitor.Address)).ActAsync(path, "handler=Confirm");
    }

    /// <summary>The second administrator prints the letter that waits; the person's head, or this administrator where there is none, shows the code.</summary>
    public async Task<Letter> LetterAsync(string id, string userName)
    {
        var second = await SecondAdministrator.OfAsync(Visitor.Address);
        var waiting = LetterPattern().Match((await second.GetAsync("/accounts/" + id)).Html).Value;
        waiting.ShouldNotBeEmpty();
        var path = LinkOf(await second.ActAsync(waiting, waiting));
        return new Letter(path, await CodeAsync(Visitor, userName) ?? await CodeOfHeadAsync(userName));
    }

    /// <summary>The code on the visitor's page of people; null: not for this visitor to show.</summary>
    public static async Task<string?> CodeAsync(Visitor head, string userName)
    {
        var people = await head.GetAsync("/people");
        var row = people.Html.Split("<tr>").FirstOrDefault(one => one.Contains($">{userName}<", StringComparison.Ordinal) && one.Contains("handler=Code", StringComparison.Ordinal));
        if (row is null)
            return null;
        var answer = await head.SubmitAsync(people with { Html = row }, "handler=Code");
        if (answer.Location?.StartsWith("/second-factor", StringComparison.Ordinal) is true)
        {
            // Shown with a second factor used just now; the heads are accounts of the demonstration, whose page shows the code.
            var asked = await head.GetAsync(answer.Location);
            await head.SubmitAsync(asked, "/second-factor", ("Code", DemoCodePattern().Match(asked.Html).Groups[1].Value));
            answer = await head.SubmitAsync(people with { Html = row }, "handler=Code");
        }
        var shown = CodePattern().Match(answer.Html).Groups[1].Value;
        return shown.Length > 0 ? shown : null;
    }

    public static string LinkOf(Sheet sheet)
    {
        var link = LinkPattern().Match(sheet.Html).Groups[1].Value;
        link.ShouldNotBeEmpty(sheet.Html);
        return link;
    }

    public static string IdOf(Sheet sheet)
    {
        var id = IdPattern().Match(sheet.Html).Groups[1].Value;
        id.ShouldNotBeEmpty(sheet.Html);
        return id;
    }

    public void Dispose() => Visitor.Dispose();

    private async Task<string> CodeOfHeadAsync(string userName)
    {
        using var head = new Visitor(Visitor.Address);
        await head.SignInAsync("supervisor");
        return (await CodeAsync(head, userName)).ShouldNotBeNull();
    }

    [GeneratedRegex("id=\"userName\" value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex("https?://[^<\"]+(/invitation/[a-z0-9-]+)", RegexOptions.None, 1000)]
    private static partial Regex LinkPattern();

    [GeneratedRegex("id=\"demo-code\"[^>]*>([0-9]{6})<", RegexOptions.None, 1000)]
    private static partial Regex DemoCodePattern();

    [GeneratedRegex("href=\"/accounts/([0-9a-f-]{36})\"", RegexOptions.None, 1000)]
    private static partial Regex IdPattern();

    [GeneratedRegex("/accounts/letters/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex LetterPattern();

    [GeneratedRegex("id=\"handover-code\">([a-z0-9-]+)<", RegexOptions.None, 1000)]
    private static partial Regex CodePattern();
}
