using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Platform.Storage.Erasure;

/// <summary>What a feature knows of the erasing of its things. The Worker asks it for what it finds and destroys (<see cref="ErasureWork"/>).</summary>
public interface IErasesThings
{
    /// <summary>The kind of thing: see <see cref="Things.ThingDescriptor"/>.</summary>
    string Kind { get; }

    /// <summary>The stable name of the event by which one is erased.</summary>
    string Erased { get; }

    /// <summary>Selects in SQL the ids of things that are erased with the thing <c>erased</c>, each with a key of its own.</summary>
    string Parts { get; }

    /// <summary>The tables of snapshots in which the thing and its parts stand, by name, with the type of each.</summary>
    IReadOnlyDictionary<string, Type> Snapshots { get; }

    /// <summary>The words that name somebody in an event or a snapshot, in the form of the index of words. A word that names many is none of them.</summary>
    IEnumerable<string> NamesIn(object written);

    /// <summary>Records that the keys are destroyed. A thing that came back with an older copy of the database is erased once more. Done again, it changes nothing.</summary>
    Task<Outcome> Complete(Guid thing, CancellationToken cancellation);
}
