using System.Globalization;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>How far an upload is, in words: '12.3 MB of 300 MB, about 2 min left'.</summary>
public sealed class UploadProgress(TimeProvider clock)
{
    // Before this much time, how fast it goes is a guess.
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(2);

    private static readonly (string Key, double Bytes)[] Units = [("frame.size.gb", 1e9), ("frame.size.mb", 1e6), ("frame.size.kb", 1e3)];

    private readonly long _begun = clock.GetTimestamp();
    private long _sent, _all;

    /// <summary>In hundredths.</summary>
    public int Percent => _all == 0 ? 0 : (int)(_sent * 100 / _all);

    /// <summary>Whether all of it has left the browser.</summary>
    public bool IsSent => _all > 0 && _sent == _all;

    /// <summary>So much of it has left the browser.</summary>
    public void Sent(long sent, long all) => (_sent, _all) = (Math.Min(sent, all), all);

    /// <summary>Bytes and the time left.</summary>
    public string Words
    {
        get
        {
            var words = Texts.Get("frame.upload.of", Size(_sent), Size(_all));
            return Left is { } left ? $"{words}, {Texts.Get("frame.upload.left", left)}" : words;
        }
    }

    private string? Left
    {
        get
        {
            var gone = clock.GetElapsedTime(_begun);
            if (_sent == 0 || _sent == _all || gone < Soonest)
            {
                return null;
            }

            var left = gone * ((double)(_all - _sent) / _sent);
            return left < TimeSpan.FromMinutes(1) ? Texts.Get("frame.seconds", Math.Max(1, (int)left.TotalSeconds)) : DeadlineWords.Left(left);
        }
    }

    private static string Size(long bytes)
    {
        var unit = Array.Find(Units, one => bytes >= one.Bytes);
        return unit.Key is null ? Texts.Get("frame.bytes", bytes)
            : Texts.Get(unit.Key, (bytes / unit.Bytes).ToString("0.#", CultureInfo.CurrentCulture));
    }
}
