using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Identity;

/// <summary>What the identity server's pages ask people for, written down by hand.</summary>
public sealed class FormFieldTests
{
    private static readonly IReadOnlyList<(string Page, string Field)> Fields =
    [
        .. Repository.FilesBelow(Repository.At("src", "CaseWorkspace.Identity", "Pages"), "*.cshtml")
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), @"<(input|textarea|select)\b[^>]*>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(match => (Path.GetFileName(file), match.Value))),
    ];

    private static readonly IReadOnlyList<string> Passwords = [.. Fields.Select(field => field.Field).Where(field => Regex.IsMatch(Name(field), "Password|Current|Repeated", RegexOptions.None, TimeSpan.FromSeconds(1)) && !field.Contains("type=\"hidden\"", StringComparison.Ordinal))];

    /// <summary>No hint, no question that others could answer, no mail address and no telephone number: nobody proves themselves by any of them.</summary>
    [Fact]
    public void People_are_asked_for_what_stands_here_and_for_nothing_else() =>
        Fields.Select(field => Name(field.Field)).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ShouldBe(
        [
            "UserName", "Password", "Current", "NewPassword", "Repeated", "Code", "HandoverCode", "Credential", "State", "ProtectedBeginning", "ProtectedCodes",
            "language", "Id", "q", "status", "DisplayName", "Unit", "Roles", "Postings", "Until",
        ], ignoreOrder: true);

    [Fact]
    public void A_password_is_masked_and_password_programs_are_told_what_each_field_is()
    {
        Passwords.Count.ShouldBe(4);
        Passwords.ShouldAllBe(field => field.Contains("type=\"password\"", StringComparison.Ordinal));
        Passwords.Select(field => Regex.Match(field, "autocomplete=\"(?<kind>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["kind"].Value)
            .ShouldBe(["current-password", "current-password", "new-password", "new-password"], ignoreOrder: true);
    }

    [Fact]
    public void Nothing_hinders_pasting_into_a_password()
    {
        Passwords.ShouldAllBe(field => !field.Contains("readonly", StringComparison.Ordinal) && !field.Contains("onpaste", StringComparison.Ordinal) && !field.Contains("autocomplete=\"off\"", StringComparison.Ordinal));
        foreach (var script in Repository.FilesBelow(Repository.At("src", "CaseWorkspace.Identity"), "*.js"))
            Regex.IsMatch(File.ReadAllText(script), "paste|beforeinput|keydown|keypress|clipboard", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)).ShouldBeFalse(script);
    }

    private static string Name(string field) => Regex.Match(field, @"\bname=""(?<name>[^""]*)""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["name"].Value;
}
