using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>The examples in deploy/ that operators start from: what makes them safe is still in them.</summary>
public sealed class DeploymentTests
{
    public static TheoryData<string> Units => [.. Directory.EnumerateFiles(Repository.At("deploy", "systemd"), "*.service").Select(file => Path.GetFileName(file)!)];

    public static TheoryData<string> Settings => [.. Directory.EnumerateFiles(Repository.At("deploy", "settings"), "*.env").Select(file => Path.GetFileName(file)!)];

    [Fact]
    public void The_proxies_speak_tls_1_2_and_1_3_with_forward_secrecy_and_nothing_older()
    {
        var nginx = File.ReadAllText(Repository.At("deploy", "proxy", "nginx.conf"));
        var servers = nginx.Split("server {").Skip(1).ToList();
        servers.Count.ShouldBe(2);
        foreach (var server in servers)
        {
            server.ShouldContain("listen 443 ssl;");
            server.ShouldContain("ssl_protocols TLSv1.2 TLSv1.3;");
            Suites(Regex.Match(server, "ssl_ciphers (?<suites>[^;]+);", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["suites"].Value);
        }
        Regex.IsMatch(nginx, @"listen (?!443 ssl;)", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBeFalse();

        var haproxy = File.ReadAllText(Repository.At("deploy", "proxy", "haproxy.cfg"));
        haproxy.ShouldContain("ssl-default-bind-options ssl-min-ver TLSv1.2");
        Suites(Regex.Match(haproxy, "ssl-default-bind-ciphers (?<suites>.+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["suites"].Value);
        Regex.Matches(haproxy, @"^\s*bind .*", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).ShouldAllBe(line => line.Value.Contains(" ssl ", StringComparison.Ordinal));

        static void Suites(string listed) => listed.Trim().Split(':').ShouldAllBe(suite => suite.StartsWith("ECDHE-", StringComparison.Ordinal) && (suite.Contains("-GCM-", StringComparison.Ordinal) || suite.EndsWith("CHACHA20-POLY1305", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void Each_host_is_confined_by_its_unit(string unit)
    {
        var lines = File.ReadAllLines(Repository.At("deploy", "systemd", unit));
        foreach (var wall in new[]
        {
            "NoNewPrivileges=true", "CapabilityBoundingSet=", "ProtectSystem=strict", "ProtectHome=true", "PrivateTmp=true", "PrivateDevices=true", "ProtectKernelModules=true",
            "ProtectProc=invisible", "RestrictNamespaces=true", "RestrictSUIDSGID=true", "SystemCallFilter=@system-service", "SystemCallFilter=~@privileged", "UMask=0077",
        })
            lines.ShouldContain(wall, unit);
        lines.Single(line => line.StartsWith("User=", StringComparison.Ordinal)).ShouldNotBe("User=root");
    }

    /// <summary>No secret stands in the repository: the examples leave their places open.</summary>
    [Theory]
    [MemberData(nameof(Settings))]
    public void The_examples_of_settings_hold_no_secret(string file)
    {
        var text = File.ReadAllText(Repository.At("deploy", "settings", file));
        foreach (Match secret in Regex.Matches(text, "(Password|Secret)=(?<value>[^;\r\n\"]*)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)))
            secret.Groups["value"].Value.ShouldMatch("^<[a-z ]+>$");
        Regex.IsMatch(text, "BEGIN [A-Z ]*PRIVATE KEY", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBeFalse();
    }
}
