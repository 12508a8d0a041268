using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>Whom a limit counts where nobody has said who they are.</summary>
public static class ClientNetwork
{
    /// <summary>The caller's address. An IPv6 subscriber holds a whole /64: its addresses count as one.</summary>
    public static string Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
