using System.Diagnostics;
using System.Globalization;

namespace CaseWorkspace.Worker.Backups;

/// <summary>Prints how far a long run is, every two seconds.</summary>
/// <param name="verb">What is done to each content, in the past tense.</param>
/// <param name="total">How many there are.</param>
internal sealed class Progress(string verb, long total)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly Stopwatch _since = Stopwatch.StartNew();
    private long _done;
    private long _bytes;

    public void Add(long bytes)
    {
        _done++;
        _bytes += bytes;
        if (_since.Elapsed > Every)
        {
            End();
            _since.Restart();
        }
    }

    public void End() => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{_done:N0} of {total:N0} contents {verb}, {_bytes / 1_000_000.0:N1} MB"));
}
