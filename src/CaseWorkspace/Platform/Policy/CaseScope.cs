using System.Collections.Immutable;
using System.Globalization;

namespace CaseWorkspace.Platform.Policy;

/// <summary>What a file, item or request is as far as access is concerned; says nothing of its content.</summary>
/// <param name="Id">The thing's own id, which is its stream's.</param>
/// <param name="Kind">See <see cref="ThingKind"/>.</param>
/// <param name="File">The investigation it belongs to; its own id for an investigation; null for a request not yet assigned.</param>
/// <param name="Relations">The relations the asking actor holds to it now, directly or through its holder.</param>
public sealed record CaseScope(Guid Id, string Kind, Guid? File, ImmutableArray<Relation> Relations)
{
    /// <summary>The thing whose relations hold for this one too: its file, or the sealed sub-file it lies in.</summary>
    public Guid? Holder { get; init; } = File;

    /// <summary>The number it goes by; null when it has none.</summary>
    public string? Number { get; init; }

    /// <summary>Of a file found by its number: the unit to which it belongs.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether it is privileged: nothing takes it along.</summary>
    public bool Fenced { get; init; }

    /// <summary>How closely it is kept.</summary>
    public Level Level { get; init; }

    /// <summary>Whether its file is closed: see <see cref="Operation.IsPossible"/>.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The sealed sub-file it lies in, or is; null when it lies open in its file.</summary>
    public Guid? SubFile => Holder == File ? null : Holder;

    /// <summary>
    /// The number of something that begins where this lies: <c>E-002</c>, in a sealed sub-file <c>S-1/E-002</c>. Each place counts by itself: a gap in the
    /// file's numbers would tell that something lies in a sub-file.
    /// </summary>
    /// <param name="letters">For what kind of thing.</param>
    /// <param name="number">As it was drawn.</param>
    public string NumberOf(string letters, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{(SubFile is null ? "" : Number?.Split('/')[0] + "/")}{letters}-{number:000}");

    /// <summary>Whether things can be put into it: a file, or a sealed sub-file.</summary>
    public bool IsFile => Kind is ThingKind.Investigation or ThingKind.SubFile;
}
