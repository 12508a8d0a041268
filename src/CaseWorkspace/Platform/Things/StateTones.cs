using System.Collections.Frozen;

namespace CaseWorkspace.Platform.Things;

/// <summary>A reference table of states, and how each of them shows. A test holds that every code of the table has a tone.</summary>
public sealed class StateTones
{
    private readonly FrozenDictionary<string, Tone> _tones;

    /// <param name="list">The table.</param>
    /// <param name="quiet">Codes with <see cref="Tone.Quiet"/>.</param>
    /// <param name="active">Codes with <see cref="Tone.Active"/>.</param>
    /// <param name="waiting">Codes with <see cref="Tone.Waiting"/>.</param>
    /// <param name="go">Codes with <see cref="Tone.Go"/>.</param>
    /// <param name="done">Codes with <see cref="Tone.Done"/>.</param>
    /// <param name="bad">Codes with <see cref="Tone.Bad"/>.</param>
    public StateTones(
        string list, string[]? quiet = null, string[]? active = null, string[]? waiting = null, string[]? go = null, string[]? done = null, string[]? bad = null)
    {
        List = list;
        _tones = new[] { (Tone.Quiet, quiet), (Tone.Active, active), (Tone.Waiting, waiting), (Tone.Go, go), (Tone.Done, done), (Tone.Bad, bad) }
            .SelectMany(one => (one.Item2 ?? []).Select(code => (code, one.Item1)))
            .ToFrozenDictionary(one => one.code, one => one.Item2, StringComparer.Ordinal);
    }

    /// <summary>The table.</summary>
    public string List { get; }

    /// <summary>The codes that have a tone.</summary>
    public IReadOnlyCollection<string> Codes => _tones.Keys;

    /// <summary>The tone of a code; a code that an installation added to its table is quiet.</summary>
    public Tone Of(string code) => _tones.GetValueOrDefault(code, Tone.Quiet);
}
