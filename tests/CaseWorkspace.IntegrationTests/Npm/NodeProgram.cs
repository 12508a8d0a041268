using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Channels;
using CaseWorkspace.AppHost;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Npm;

/// <summary>
/// A Node program of this folder, which speaks OpenID Connect with code that is not ours. Its packages are installed once for each lock file.
/// Where Node 20 or the packages are not to be had, the test is skipped and says so.
/// </summary>
public sealed class NodeProgram : IAsyncDisposable
{
    private const int OldestNode = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly SemaphoreSlim Installing = new(1);

    private readonly Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    private NodeProgram(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, said) =>
        {
            if (said.Data is { } line)
                lines.Writer.TryWrite(line);
            else
                lines.Writer.TryComplete();
        };
        process.ErrorDataReceived += (_, said) =>
        {
            if (said.Data is { } line)
                TestContext.Current.SendDiagnosticMessage(line);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Starts <paramref name="script"/>, a file of this folder, with one argument: a JSON text.</summary>
    public static async Task<NodeProgram> StartAsync(string script, string argument)
    {
        var folder = await FolderAsync();
        return new NodeProgram(Run("node", folder, script, argument));
    }

    /// <summary>The next line that the program writes.</summary>
    /// <exception cref="InvalidOperationException">The program ended without writing one.</exception>
    public async Task<string> ReadLineAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await lines.Reader.ReadAsync(patience.Token);
        }
        catch (ChannelClosedException closed)
        {
            throw new InvalidOperationException($"{process.StartInfo.ArgumentList[0]} ended without an answer; its error output stands in the diagnostic messages.", closed);
        }
    }

    /// <summary>Writes a line to the program's input.</summary>
    public async Task WriteLineAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>The folder with the programs and the packages they use.</summary>
    private static async Task<string> FolderAsync()
    {
        var sources = Path.Combine(Repository.Root!, "tests", "CaseWorkspace.IntegrationTests", "Npm");
        var version = await TryAsync("node", sources, "--version");
        Assert.SkipWhen(version is null || !int.TryParse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture, out var major) || major < OldestNode,
            $"Node.js {OldestNode} is not on this machine: the clients and the issuer of other makers are not tried.");
        var packages = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(sources, "package-lock.json"))))[..12];
        var folder = Path.Combine(Repository.Root!, "artifacts", "npm", packages);
        await Installing.WaitAsync();
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var file in Directory.EnumerateFiles(sources).Where(file => Path.GetExtension(file) is ".mjs" or ".json"))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
            var whole = Path.Combine(folder, "installed");
            if (!File.Exists(whole))
            {
                var installed = await TryAsync("npm", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=30000");
                Assert.SkipWhen(installed is null, "The npm packages of package-lock.json are not to be had here: the clients and the issuer of other makers are not tried.");
                await File.WriteAllTextAsync(whole, "");
            }
        }
        finally
        {
            Installing.Release();
        }

        return folder;
    }

    /// <summary>What a command wrote; null when it cannot be run or failed.</summary>
    private static async Task<string?> TryAsync(string command, string folder, params string[] arguments)
    {
        try
        {
            using var run = Run(command, folder, arguments);
            run.StandardInput.Close();
            var error = run.StandardError.ReadToEndAsync();
            var output = await run.StandardOutput.ReadToEndAsync();
            TestContext.Current.SendDiagnosticMessage(await error);
            await run.WaitForExitAsync();
            return run.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static Process Run(string command, string folder, params string[] arguments) => Process.Start(new ProcessStartInfo(command, arguments)
    {
        WorkingDirectory = folder,
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
