using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>
/// What is dangerous in the wrong place (OWASP ASVS 5.0, 15.1.5) stands here with the files that do it and why they may. A new file, or one
/// that does it no longer, is entered by hand. docs/asvs.md rests on this list.
/// </summary>
public sealed class DangerousCallsTests
{
    private static readonly IReadOnlyList<(string File, string Text)> Sources =
    [
        .. new[] { "*.cs", "*.razor", "*.cshtml" }.SelectMany(kind => Repository.FilesBelow(Repository.At("src"), kind)).Select(file => (Path.GetRelativePath(Repository.At("src"), file).Replace('\\', '/'), WithoutComments(File.ReadAllText(file)))),
    ];

    [Theory]
    // Programs of the machine: the AppHost, which starts the demo, and the Worker's backup. Never the hosts that strangers reach.
    [InlineData(@"\bnew ProcessStartInfo\b|\bProcess\.Start\(",
        "CaseWorkspace.AppHost/Hosts/HostProcess.cs CaseWorkspace.AppHost/Processes/Command.cs CaseWorkspace.Worker/Backups/PostgreSqlProgram.cs")]
    // XML: protection keys alone, by settings that know no entities.
    [InlineData(@"\bXmlReader\.Create\((?![^;]*, Safe\))|\bXmlDocument\b|\bX(Element|Document)\.(Parse\(|Load\((?!reader\)))", "")]
    [InlineData(@"\bXmlReader\.Create\(", "CaseWorkspace.Identity/Keys/FirstVersionKeys.cs CaseWorkspace/Platform/Hosting/SealedKeys.cs")]
    // Code or types by name, and serializers that make any type.
    [InlineData(@"\bBinaryFormatter\b|\bNetDataContractSerializer\b|\bTypeNameHandling\b|\bAssembly\.Load|\bActivator\.CreateInstance\(|\bCSharpScript\b|\bExpression\.Lambda\(", "")]
    // Memory without checks: what is asked of the operating system.
    [InlineData(@"\bunsafe\b|\bMarshal\.|\bDllImport\b|\bLibraryImport\b", "CaseWorkspace.AppHost/Processes/LibC.cs CaseWorkspace/Platform/Vault/FolderDurability.cs")]
    // Hashes and ciphers that are not enough.
    [InlineData(@"\bMD5\b|\bSHA1\b|\bDES\b|\bTripleDES\b|\bRC2\b|\bCipherMode\.ECB\b|\bRSAEncryptionPadding\b|\bRSASignaturePadding\.Pkcs1\b|\bRsaSha256\b",
        "CaseWorkspace.Web/SignIn/SignInSetup.cs")]
    [InlineData(@"\bHMACSHA1\b", "")]
    // Ciphers of our own choosing: the seal of the keys, and of texts in events.
    [InlineData(@"\bnew Aes(Gcm|Ccm)\b|\bAes\.Create\(|\bnew ChaCha20Poly1305\b", "CaseWorkspace/Platform/Hosting/MasterKey.cs CaseWorkspace/Platform/Storage/Keys/TextKey.cs")]
    // Chance that can be guessed: pauses before another try, and nothing that anybody must not guess.
    [InlineData(@"\bRandom\.Shared\b|\bnew Random\(", "CaseWorkspace/Platform/Web/Frame/LiveUpdates.cs")]
    // Markup that is not encoded: the picture of the key for an authenticator app, which is drawn here, and a script of fixed text, whose hash the content policy names.
    [InlineData(@"\bMarkupString\b|\bHtml\.Raw\(|\bnew HtmlString\b|\bAddMarkupContent\(", "CaseWorkspace.Identity/Pages/Invitation.cshtml CaseWorkspace/Platform/Web/Frame/LoadWatch.cs")]
    // Statements put together: the script of the grants, which ships, and the name of a table.
    [InlineData(@"\bFromSqlRaw\(|\bExecuteSqlRaw(Async)?\(|\bSqlQueryRaw\b", "CaseWorkspace.Identity/Accounts/ExpandingMigration.cs CaseWorkspace.Identity/Verbs.cs")]
    // Languages that a person's text could be written in and that somebody would run: templates, style sheets, expressions.
    [InlineData(@"\bXslCompiledTransform\b|\bRazorEngine\b|\bScriban\b|\bHandlebars\b|\bDotLiquid\b|\bMarkdig\b|\bMarkdown\b|\bBBCode\b|\bDataTable\b[^;]*\.Compute\(|\bDynamicExpressionParser\b", "")]
    // Calls of other machines: addresses of the settings, the issuer's documents, and what a host of ours publishes. None that a person states.
    [InlineData(@"\bHttpClient\b|\bSocketsHttpHandler\b|\bTcpClient\b|\bWebRequest\b|\bnew Socket\(|\bnew ClientWebSocket\b|\bBackchannel\.|\bDns\.",
        "CaseWorkspace.AppHost/Hosts/HostProcess.cs CaseWorkspace.AppHost/Ports.cs CaseWorkspace.Identity/Accounts/LogoutNotices.cs WebKeys.cs CaseWorkspace.Web/SignIn/AnsweringIdentity.cs CaseWorkspace.Web/SignIn/IssuerCheck.cs CaseWorkspace.Web/SignIn/NamedIssuer.cs CaseWorkspace.Web/SignIn/SessionRenewal.cs CaseWorkspace.Web/SignIn/TokenStatus.cs")]
    // Secrets compared byte by byte in the same time: what a person sent with what is kept. All other secrets are looked up by their hash.
    [InlineData(@"\bFixedTimeEquals\(", "CaseWorkspace.Identity/Accounts/TimedCode.cs CaseWorkspace.Web/SignIn/BoundSignIn.cs CaseWorkspace/Platform/Vault/EvidenceVault.cs")]
    // A call over http is refused, not led to https, so that a client that is set wrongly is noticed.
    [InlineData(@"\bUseHttpsRedirection\b|\bHttpsRedirectionOptions\b|\bUseHsts\b", "")]
    // Files of the machine by name, and lists of them: what ships, by a manifest, and nothing else.
    [InlineData(@"\bUseStaticFiles\b|\bUseDirectoryBrowser\b|\bUseFileServer\b|\bPhysicalFileProvider\b|\bServeUnknownFileTypes\b|\bUseDefaultFiles\b", "")]
    public void What_is_dangerous_is_done_where_it_is_written_here_and_nowhere_else(string call, string places) =>
        Sources.Where(source => Regex.IsMatch(source.Text, call, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10))).Select(source => Named(source.File, places))
            .Order(StringComparer.Ordinal).ShouldBe(places.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

    [Fact]
    public void A_client_of_a_host_follows_no_redirect()
    {
        Sources.Where(source => source.Text.Contains("new HttpClientHandler", StringComparison.Ordinal) || source.Text.Contains("new HttpClient()", StringComparison.Ordinal))
            .Select(source => source.File).ShouldBeEmpty();
        foreach (var (file, text) in Sources)
        {
            Regex.Count(text, @"new SocketsHttpHandler\b(?!\s*\{[^}]*AllowAutoRedirect = false)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)).ShouldBe(0, file);
            // The framework's own handlers would follow them.
            Regex.Count(text, @"\.BackchannelHttpHandler = ", RegexOptions.None, TimeSpan.FromSeconds(10))
                .ShouldBe(Regex.Count(text, @"\.BackchannelTimeout = ", RegexOptions.None, TimeSpan.FromSeconds(10)), file);
        }
    }

    [Fact]
    public void A_pattern_has_a_time_limit() =>
        Sources.SelectMany(source => Regex.Matches(source.Text, @"\[GeneratedRegex\((?<made>.*)\)\]|(?<made>\bnew Regex\(.*|\bRegex\.(IsMatch|Match|Matches|Replace|Split|Count)\(.*)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10))
                .Select(match => (source.File, Made: match.Groups["made"].Value)))
            .Where(pattern => !Regex.IsMatch(pattern.Made, @"\d{2,}$|matchTimeoutMilliseconds: \d+$|TimeSpan\.From", RegexOptions.None, TimeSpan.FromSeconds(10)))
            .ShouldBeEmpty();

    /// <summary>The script runs nothing that is handed to it as text, and makes no markup.</summary>
    [Fact]
    public void No_script_makes_code_or_markup_of_text()
    {
        var scripts = Repository.FilesBelow(Repository.At("src"), "*.js").ToList();
        scripts.ShouldNotBeEmpty();
        foreach (var script in scripts)
            Regex.Matches(File.ReadAllText(script), @"\beval\(|\bFunction\(|\b(inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write|\bpostMessage\(|set(Timeout|Interval)\(['""`]", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10))
                .Select(match => match.Value).ShouldBeEmpty(script);
    }

    /// <summary>As the list names it: with its folder, or by its name alone.</summary>
    private static string Named(string file, string places) => places.Split(' ').Contains(Path.GetFileName(file), StringComparer.Ordinal) ? Path.GetFileName(file) : file;

    private static string WithoutComments(string text) => Regex.Replace(text, @"^\s*//.*$", "", RegexOptions.Multiline, TimeSpan.FromSeconds(10));
}
