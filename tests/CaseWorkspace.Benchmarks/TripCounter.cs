using System.Net;
using System.Net.Sockets;

namespace CaseWorkspace.Benchmarks;

/// <summary>
/// Stands between a host and PostgreSQL, passes on what both say, and counts how often the host speaks and is answered:
/// the round trips, as they are and not as they should be.
/// </summary>
internal sealed class TripCounter : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _port;
    private int _trips;

    public TripCounter(int port)
    {
        _port = port;
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Trips => Volatile.Read(ref _trips);

    public void Dispose() => _listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Pass(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception fault) when (fault is ObjectDisposedException or SocketException)
        {
            // The measurement is over.
        }
    }

    private async Task Pass(TcpClient host)
    {
        using var database = new TcpClient { NoDelay = true };
        using (host)
        {
            host.NoDelay = true;
            await database.ConnectAsync(IPAddress.Loopback, _port);
            var asked = 0;
            await Task.WhenAny(
                Copy(host, database, () => Interlocked.Exchange(ref asked, 1)),
                Copy(database, host, () =>
                {
                    // The first of an answer's bytes.
                    if (Interlocked.Exchange(ref asked, 0) == 1)
                    {
                        Interlocked.Increment(ref _trips);
                    }
                }));
        }
    }

    private static async Task Copy(TcpClient from, TcpClient to, Action seen)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.GetStream().ReadAsync(buffer)) > 0;)
            {
                seen();
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (IOException)
        {
            // One of them hung up.
        }
    }
}
