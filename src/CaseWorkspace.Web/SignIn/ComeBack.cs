using System.Globalization;
using Microsoft.Extensions.Caching.Memory;

namespace CaseWorkspace.Web.SignIn;

/// <summary>Which attempts to sign in have come back from the identity server to this node.</summary>
public sealed class ComeBack(TimeProvider clock) : IDisposable
{
    /// <summary>A sign-in that takes longer goes round once more.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // Each costs its place 120 times a minute for an address at the most (SignInLimits): this is room for a great many addresses.
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 200_000 });

    /// <summary>The mark of an attempt that begins now; it travels in the protected state.</summary>
    public string Begin() => string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().ToUnixTimeSeconds()} {Guid.CreateVersion7():N}");

    /// <summary>Whether the attempt with the mark comes back for the first time, and soon enough.</summary>
    public bool First(string? mark)
    {
        if (mark?.Split(' ') is not [var begun, _]
            || !long.TryParse(begun, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds) > Longest
            || _known.TryGetValue(mark, out _))
        {
            return false;
        }

        _known.Set(mark, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Longest + TimeSpan.FromMinutes(1) });
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _known.Dispose();
}
