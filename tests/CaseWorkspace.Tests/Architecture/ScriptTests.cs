using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>What runs in a browser: a few files that ship, the same for everybody, none of which another site or a person's text can turn.</summary>
public sealed class ScriptTests
{
    private static readonly IReadOnlyList<(string File, string Text)> Scripts = [.. Repository.FilesBelow(Repository.At("src"), "*.js").Select(file => (Path.GetFileName(file), WithoutComments(File.ReadAllText(file))))];

    private static readonly IReadOnlyList<(string File, string Text)> Pages =
        [.. new[] { "*.razor", "*.cshtml" }.SelectMany(kind => Repository.FilesBelow(Repository.At("src"), kind)).Select(file => (Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file)))];

    /// <summary>A script that ships is entered by hand, and no page holds another one. (ASVS 3.5.6, 3.5.7, 3.7.1)</summary>
    [Fact]
    public void The_scripts_that_ship_stand_here_and_no_page_has_another_technique()
    {
        Scripts.Select(script => script.File).ShouldBe(["frame.js", "live.js", "new-password.js", "passkey.js", "sign-in.js", "upload.js", "wait.js"], ignoreOrder: true);
        foreach (var (file, text) in Pages)
        {
            Matches(text, @"<(object|embed|applet|iframe|frame|portal)\b|[^@]\bon(click|load|error|submit|input|change|paste|focus)=|javascript:|srcdoc=").ShouldBeEmpty(file);
            // A file, by its name; never code or an address that is put together of what a person typed. One script of fixed text stands in the page itself.
            foreach (var script in Matches(text, @"<script\b[^>]*>(@LoadWatch\.Script</script>)?").Where(script => script != "<script>@LoadWatch.Script</script>"))
                Regex.IsMatch(script, @"\bsrc=""(/|@Assets\[""|@PagesSetup\.|@\w*ScriptAddress)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).ShouldBeTrue($"{file}: {script}");
        }
        // An answer as a script that other sites could call: none is made.
        Repository.Sources("src").Where(file => Matches(File.ReadAllText(file), @"(application|text)/(x-)?javascript|\bjsonp\b|\bcallback\s*=\s*Request\.Query").Any(found => found.Length > 0))
            .Select(Path.GetFileName).ShouldBe(["PagesSetup.cs"]);
    }

    /// <summary>Each variable is declared, nothing hangs on window or document, and named elements are asked for by id. (ASVS 3.2.3)</summary>
    [Fact]
    public void No_script_has_a_variable_that_an_element_of_the_page_could_stand_in_for()
    {
        foreach (var (file, text) in Scripts)
        {
            Matches(text, @"\bvar\s|\bwith\s*\(|(^|[^.\w])(window|document|globalThis|self)\.\w+\s*=(?![=>])|\bdocument\.(?!cookie\b)(forms|all|images|links|anchors|scripts|embeds)\b")
                .Where(found => found.Trim() is not ("" or "document.cookie =")).ShouldBeEmpty(file);
            // A name that is written to without a declaration would be a global one.
            var declared = Matches(text, @"\b(let|const|class|function)\s+(?<found>\w+)").Concat(Matches(text, @"\b(let|const)\s+[\[{](?<found>[^\]}]+)[\]}]").SelectMany(names => names.Split(',', ':').Select(name => name.Trim())))
                .Concat(Matches(text, @"\bimport\s*\{\s*(?<found>\w+)")).ToHashSet(StringComparer.Ordinal);
            Matches(text, @"^\s*(?<found>\w+)\s*=(?![=>])").Where(name => !declared.Contains(name)).ShouldBeEmpty(file);
        }
    }

    /// <summary>No object is written to under a name that comes from elsewhere. (ASVS 15.3.6)</summary>
    [Fact]
    public void No_script_writes_to_an_object_under_a_name_from_elsewhere()
    {
        foreach (var (file, text) in Scripts)
            Matches(text, @"\w\[[^\]'""\d]+\]\s*(=(?![=>])|\+=)|__proto__|\.prototype\b|\bObject\.assign\(|\bReflect\.set\(|\bsetPrototypeOf\(|\bdefineProperty\(").ShouldBeEmpty(file);
    }

    /// <summary>Only drafts and the act that waits lie in the tab, and under the list of what is kept over sessions nothing of a file.</summary>
    [Fact]
    public void What_lies_in_the_browser_is_kept_by_two_scripts()
    {
        Scripts.Where(script => script.Text.Contains("sessionStorage", StringComparison.Ordinal)).Select(script => script.File).ShouldBe(["frame.js", "live.js"], ignoreOrder: true);
        Scripts.Where(script => script.Text.Contains("localStorage", StringComparison.Ordinal)).Select(script => script.File).ShouldBe(["frame.js"]);
        Scripts.Where(script => Regex.IsMatch(script.Text, @"indexedDB|\bcaches\.|serviceWorker", RegexOptions.None, TimeSpan.FromSeconds(1))).ShouldBeEmpty();
        Scripts.Where(script => script.Text.Contains("document.cookie", StringComparison.Ordinal)).Select(script => script.File).ShouldBe(["frame.js"]);
    }

    private static List<string> Matches(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.ExplicitCapture | RegexOptions.Multiline, TimeSpan.FromSeconds(10)).Select(match => match.Groups["found"] is { Success: true } found ? found.Value : match.Value)];

    private static string WithoutComments(string text) => Regex.Replace(text, @"^\s*//.*$", "", RegexOptions.Multiline, TimeSpan.FromSeconds(10));
}
