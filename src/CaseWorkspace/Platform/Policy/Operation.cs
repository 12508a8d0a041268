namespace CaseWorkspace.Platform.Policy;

/// <summary>The six kinds of processing that Directive (EU) 2016/680, article 25, wants logged.</summary>
public enum Processing
{
    /// <summary>New data enters.</summary>
    Collection,

    /// <summary>Data changes.</summary>
    Alteration,

    /// <summary>Data is looked at.</summary>
    Consultation,

    /// <summary>Data leaves, to a person or an authority.</summary>
    Disclosure,

    /// <summary>Data of several files is brought together.</summary>
    Combination,

    /// <summary>Data is erased.</summary>
    Erasure,
}

/// <summary>
/// Something a person can do, by name. Every command and query names one; the table of rules says who may.
/// </summary>
/// <param name="Name">Stable, in the form <c>thing.verb</c>; written into the journal.</param>
/// <param name="Processing">What kind of processing it is.</param>
/// <param name="IsOfNoFile">
/// Whether it shows nothing of a file or its journal, only colleagues' names or what the person did themselves: such a list leaves no
/// entry in the journal when it is granted. Refused, it does.
/// </param>
public sealed record Operation(string Name, Processing Processing, bool IsOfNoFile = false)
{
    /// <summary>Whether it can be done in a file that is closed, though it adds or changes something there.</summary>
    public bool InClosedFile { get; init; }

    /// <summary>
    /// Whether it can be done while the file is closed or open. A closed file takes in nothing and changes in nothing, but for what says so
    /// (<see cref="InClosedFile"/>); it can be read, and what it holds can leave it and be erased.
    /// </summary>
    /// <param name="isClosed">Whether the file is closed.</param>
    public bool IsPossible(bool isClosed) =>
        !isClosed || InClosedFile || Processing is Processing.Consultation or Processing.Disclosure or Processing.Erasure;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
