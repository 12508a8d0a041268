using System.Net;
using System.Net.Sockets;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>
/// A plain proxy in front of several nodes: each connection goes to the next node in turn, no matter who opens it, and to another one where
/// that does not answer. It remembers nobody, and cuts a connection whose node is gone.
/// </summary>
public sealed class PlainProxy : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly IReadOnlyList<Uri> nodes;
    private readonly CancellationTokenSource ending = new();
    private readonly Task serving;
    private int next;

    public PlainProxy(int port, params IReadOnlyList<Uri> nodes)
    {
        this.nodes = nodes;
        Address = new Uri($"http://localhost:{port}");
        listener = TcpListener.Create(port);
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await serving;
        ending.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = PassOnAsync(await listener.AcceptTcpClientAsync(ending.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // No more of them.
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        using (client)
        using (var node = await ConnectAsync())
        {
            if (node is null)
                return;
            client.NoDelay = node.NoDelay = true;
            var (here, there) = (client.GetStream(), node.GetStream());
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
            await Task.WhenAny(PumpAsync(here, there, cut.Token), PumpAsync(there, here, cut.Token));
            await cut.CancelAsync();
        }
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        for (var tries = 0; tries < nodes.Count; tries++)
        {
            var node = nodes[(int)((uint)Interlocked.Increment(ref next) % nodes.Count)];
            var connection = new TcpClient();
            try
            {
                await connection.ConnectAsync(IPAddress.Loopback, node.Port);
                return connection;
            }
            catch (SocketException)
            {
                connection.Dispose();
            }
        }

        return null;
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationToken cancellation)
    {
        try
        {
            await from.CopyToAsync(to, cancellation);
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other end is told by closing.
        }
    }
}
