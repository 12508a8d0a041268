using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>Where somebody signs in: enough for the holder to know the session again, and no more.</summary>
/// <param name="Name">Browser and system, from a closed list of words.</param>
/// <param name="Hash">SHA-256 of the browser's new mark.</param>
/// <param name="Network">The network of the address.</param>
/// <param name="HashBefore">SHA-256 of the mark that it showed; empty: it showed none.</param>
/// <param name="Mark">The new mark, for its cookie alone.</param>
public sealed record SignInDevice(string Name, string Hash, string Network, string HashBefore, string Mark)
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>"Firefox, Linux"; empty where the program says neither.</summary>
    public static string NameOf(string userAgent) => string.Join(", ", new[] { First(Browsers, userAgent), First(Systems, userAgent) }.Where(word => word is not null));

    /// <summary>An address without its last part: a street and no house number.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return address.ToString();
        var bytes = address.GetAddressBytes();
        var kept = address.AddressFamily == AddressFamily.InterNetworkV6 ? 6 : 3;
        Array.Clear(bytes, kept, bytes.Length - kept);
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{kept * 8}");
    }

    private static string? First((string Mark, string Name)[] words, string text) =>
        words.FirstOrDefault(word => text.Contains(word.Mark, StringComparison.Ordinal)).Name;
}
