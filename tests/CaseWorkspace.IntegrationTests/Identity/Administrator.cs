using System.Net;
using System.Text.RegularExpressions;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>An identity administrator at work, through the pages.</summary>
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

    /// <summary>Creates an account; answers its id and the path of its one-time link.</summary>
    public async Task<(string Id, string Link)> InviteAsync(string userName, params string[] roles)
    {
        var form = await Visitor.GetAsync("/accounts/new");
        var answer = await Visitor.SubmitAsync(form, "/accounts/new",
            [("UserName", userName), ("DisplayName", "Person " + userName), ("Unit", "unit-1"), ("Postings", ""), .. roles.Select(role => ("Roles", role))]);
        var id = IdPattern().Match(answer.Html).Groups[1].Value;
        id.ShouldNotBeEmpty(answer.Html);
        return (id, LinkOf(answer));
    }

    /// <summary>Creates an account and accepts its invitation.</summary>
    public async Task<string> CreateAsync(string userName, params string[] roles)
    {
        var (id, link) = await InviteAsync(userName, roles);
        using var invited = new Visitor(Visitor.Address);
        (await AcceptAsync(invited, link)).Html.ShouldContain("You can sign in now");
        return id;
    }

    /// <summary>Takes the link up: the password, and for an account that has none the second factor; later sign-ins find its app.</summary>
    public static async Task<Sheet> AcceptAsync(Visitor visitor, string link, string password = Password)
    {
        var page = await visitor.GetAsync(link);
        var next = await ChooseAsync(visitor, page, password);
        return next.Html.Contains("handler=Enrol", StringComparison.Ordinal)
            ? await Authenticator.EnrolAsync(visitor, next, NamePattern().Match(page.Html).Groups[1].Value) : next;
    }

    /// <summary>The first step on the way of the link.</summary>
    public static Task<Sheet> ChooseAsync(Visitor visitor, Sheet page, string password = Password) =>
        visitor.SubmitAsync(page, "/invitation/", ("NewPassword", password), ("Repeated", password));

    public async Task<Sheet> ActAsync(string id, string handler, params (string, string)[] fields) =>
        await Visitor.FollowAsync(await Visitor.SubmitAsync(await Visitor.GetAsync("/accounts/" + id), "handler=" + handler, fields));

    public static string LinkOf(Sheet sheet)
    {
        var link = LinkPattern().Match(sheet.Html).Groups[1].Value;
        link.ShouldNotBeEmpty(sheet.Html);
        return link;
    }

    public void Dispose() => Visitor.Dispose();

    [GeneratedRegex("id=\"userName\" value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex("https?://[^<\"]+(/invitation/[A-Za-z0-9_-]+)", RegexOptions.None, 1000)]
    private static partial Regex LinkPattern();

    [GeneratedRegex("href=\"/accounts/([0-9a-f-]{36})\"", RegexOptions.None, 1000)]
    private static partial Regex IdPattern();
}
