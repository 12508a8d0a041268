using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using CaseWorkspace.AppHost.Processes;

namespace CaseWorkspace.AppHost;

/// <summary>The four ports of an installation, all on loopback.</summary>
public sealed record Ports(int Web = 5080, int Identity = 5081, int Worker = 5082, int PostgreSql = 54320)
{
    public Ports Offset(int by) => new(Web + by, Identity + by, Worker + by, PostgreSql + by);

    /// <summary>Four ports nobody uses, below the range that the system hands out to outgoing connections.</summary>
    public static Ports Free()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var first = RandomNumberGenerator.GetInt32(5000, 7900) * 4;
            if (Enumerable.Range(first, 4).All(IsFree))
                return new Ports(first, first + 1, first + 2, first + 3);
        }

        throw new CannotStartException("No four neighbouring ports between 20000 and 31600 are free.");
    }

    public static bool IsFree(int port) =>
        CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    /// <summary>Refuses with the name of the port's present user where the system tells it.</summary>
    public static void Demand(int port, string purpose, string option)
    {
        if (IsFree(port))
            return;
        throw new CannotStartException(
            $"Port {port} ({purpose}) is taken by {UserOf(port) ?? "another process"}: end that, or choose another port with {option} or --port-offset.");
    }

    private static bool CanListen(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
        catch (SocketException)
        {
            // No such address here (a container without IPv6): nothing to collide with.
            return true;
        }
    }

    /// <summary>"name (process 123)" of the person who listens on the port.</summary>
    public static string? UserOf(int port)
    {
        var id = Directory.Exists("/proc/net") ? UserByProc(port) : UserByLsof(port);
        return id is null ? null : $"{ProcessMark.NameOf(id.Value)} (process {id})";
    }

    private static readonly string[] ListeningSockets = ["/proc/net/tcp", "/proc/net/tcp6"];

    private static int? UserByProc(int port)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        var sockets = ListeningSockets
            .Where(File.Exists)
            .SelectMany(file => File.ReadLines(file).Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [_, var local, _, "0A", ..] && local.EndsWith(suffix, StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[9]}]")
            .ToHashSet(StringComparer.Ordinal);

        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var id) && HoldsOneOf(process, sockets))
                return id;
        }

        return null;
    }

    private static bool HoldsOneOf(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd"))
                .Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static int? UserByLsof(int port)
    {
        var result = Command.Run("lsof", ["-nP", $"-iTCP:{port}", "-sTCP:LISTEN", "-t"]);
        return int.TryParse(result.Output.Split('\n')[0], CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}
