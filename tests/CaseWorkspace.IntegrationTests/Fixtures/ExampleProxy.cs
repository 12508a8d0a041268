using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using CaseWorkspace.AppHost;
using CaseWorkspace.IntegrationTests.Identity;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>Where the proxy of an example listens and what is behind it. Web is reached as localhost, Identity as 127.0.0.1.</summary>
public sealed record ProxyPlace(int Port, int Web, int OtherWeb, int Identity);

/// <summary>A real nginx or haproxy with the example from deploy/proxy, in which names, certificates and addresses are replaced as an operator does.</summary>
public sealed class ExampleProxy : IAsyncDisposable
{
    private static readonly string[] Folders = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"];

    private static readonly string[] Kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

    private readonly Process process;
    private readonly string place;

    private ExampleProxy(Process process, string place) => (this.process, this.place) = (process, place);

    /// <summary>Where the program lies; null: it is not installed.</summary>
    public static string? Find(string program) => Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    public static async Task<ExampleProxy> StartAsync(string program, ProxyPlace at)
    {
        // Not among the data folders of tests: what nobody holds there is removed.
        var folder = Directory.CreateTempSubdirectory($"caseworkspace-{program}-").FullName;
        var start = program switch
        {
            "nginx" => await NginxAsync(at, folder),
            _ => await HaproxyAsync(at, folder),
        };
        start.UseShellExecute = false;
        start.RedirectStandardError = start.RedirectStandardOutput = true;
        var proxy = new ExampleProxy(Process.Start(start)!, folder);
        for (var tries = 0; ; tries++)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", at.Port);
                return proxy;
            }
            catch (SocketException) when (tries < 100 && !proxy.process.HasExited)
            {
                await Task.Delay(50);
            }
            catch (SocketException refused)
            {
                var said = proxy.process.HasExited ? await proxy.process.StandardError.ReadToEndAsync() : "it does not listen";
                await proxy.DisposeAsync();
                throw new InvalidOperationException($"{program} does not start with the example: {said}", refused);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        Directory.Delete(place, recursive: true);
    }

    private static async Task<ProcessStartInfo> NginxAsync(ProxyPlace at, string folder)
    {
        var (certificate, key) = LocalCertificate.Files();
        var example = Replaced(await ExampleAsync("nginx.conf"), at,
            ("listen 443 ssl;", Text($"listen 127.0.0.1:{at.Port} ssl;")),
            ("/etc/caseworkspace/cases.pem", certificate), ("/etc/caseworkspace/cases.key", key),
            ("/etc/caseworkspace/identity.pem", certificate), ("/etc/caseworkspace/identity.key", key));
        await File.WriteAllTextAsync(Path.Combine(folder, "caseworkspace.conf"), example);
        // What a distribution has around it; what lies elsewhere there lies in the folder here.
        var paths = string.Concat(Kept.Select(kind => $"{kind}_temp_path {kind}; "));
        var main = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(main, $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}} daemon off; master_process off; pid nginx.pid; error_log stderr;
            events { worker_connections 256; }
            http { access_log off; {{paths}} include caseworkspace.conf; }
            """);
        return new ProcessStartInfo(Find("nginx")!, ["-p", folder, "-e", "stderr", "-c", main]);
    }

    private static async Task<ProcessStartInfo> HaproxyAsync(ProxyPlace at, string folder)
    {
        var (certificate, key) = LocalCertificate.Files();
        var certificates = Directory.CreateDirectory(Path.Combine(folder, "certificates")).FullName;
        await File.WriteAllTextAsync(Path.Combine(certificates, "both.pem"), await File.ReadAllTextAsync(certificate) + "\n" + await File.ReadAllTextAsync(key));
        var example = Replaced(await ExampleAsync("haproxy.cfg"), at,
            ("bind :443 ssl", Text($"bind 127.0.0.1:{at.Port} ssl")), ("/etc/caseworkspace/certificates/", certificates + "/"));
        var path = Path.Combine(folder, "haproxy.cfg");
        await File.WriteAllTextAsync(path, example);
        return new ProcessStartInfo(Find("haproxy")!, ["-db", "-f", path]);
    }

    private static Task<string> ExampleAsync(string name) => File.ReadAllTextAsync(Path.Combine(Repository.Root!, "deploy", "proxy", name));

    /// <summary>Every replacement must find its place: an example that changed is tried as it is or not at all.</summary>
    private static string Replaced(string example, ProxyPlace at, params (string From, string To)[] more)
    {
        (string From, string To)[] all =
        [
            .. more, ("cases.example.org", "localhost"), ("identity.example.org", "127.0.0.1"), ("127.0.0.1:5080", Text($"127.0.0.1:{at.Web}")),
            ("127.0.0.1:5081", Text($"127.0.0.1:{at.Identity}")), ("10.0.0.12:5080", Text($"127.0.0.1:{at.OtherWeb}")),
        ];
        foreach (var (from, to) in all)
        {
            // haproxy has Web answer all that is not Identity's, and names it nowhere.
            if (!example.Contains(from, StringComparison.Ordinal) && from != "cases.example.org")
                throw new InvalidOperationException($"The example does not say {from} any more.");
            example = example.Replace(from, to, StringComparison.Ordinal);
        }
        return Regex.Replace(example, "# (server (?:web-2 )?127)", "$1", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
