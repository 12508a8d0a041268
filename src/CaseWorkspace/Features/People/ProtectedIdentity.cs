using CaseWorkspace.Platform.Pipeline;
using JasperFx.Events;

namespace CaseWorkspace.Features.People;

/// <summary>
/// Who a person of a file is, kept in a sealed sub-file of it: open to those named there alone. It is a stream and a thing of its own, so that no
/// read of the person's record can show it.
/// </summary>
/// <param name="Number">The number of the person's record.</param>
/// <param name="Person">The record, in which the alias stands.</param>
/// <param name="State">A code of the list <c>identity-state</c>.</param>
/// <param name="Reason">Why it is protected, or is to be open again.</param>
/// <param name="AskedBy">Who asked for that; somebody else decides.</param>
/// <param name="IsFrozen">Whether the record is restricted: nothing changes here either.</param>
public sealed record ProtectedIdentity(
    Guid Id, Guid File, string Number, Guid Person, Guid SubFile, PersonName Alias, PersonDescription Description, IReadOnlyList<PersonFact> Facts,
    string State, string Reason, Guid AskedBy, DateTimeOffset AskedAt, Guid? DecidedBy = null, IReadOnlyList<Representative>? Representatives = null,
    IReadOnlyList<SecrecyBond>? Bonds = null, bool IsFrozen = false)
{
    public const string ToConfirm = "to-confirm";
    public const string Protected = "protected";
    public const string ToRelease = "to-release";
    public const string Released = "released";
    public const string Erased = "erased";

    /// <summary>The kinds of fact that may stand in the open record of a protected person: all others identify somebody.</summary>
    internal static readonly string[] OpenKinds = ["travel"];

    /// <summary>What is open again is changed in the record.</summary>
    public static Refusal? WhyNotChanged(ProtectedIdentity identity, ActContext who) => identity.State switch
    {
        Released => Refusal.Rule("identity-released"),
        Erased => Refusal.Erased,
        _ => identity.WhyFrozen,
    };

    /// <summary>Why nothing changes here while the record is restricted; null: it is open.</summary>
    internal Refusal? WhyFrozen => IsFrozen ? Refusal.Rule("record-restricted") : null;

    public static ProtectedIdentity Create(IEvent<IdentityKept> kept) => new(
        kept.StreamId, kept.Data.File, kept.Data.Number, kept.Data.Person, kept.Data.SubFile, kept.Data.Alias, kept.Data.Description,
        [.. kept.Data.Facts.Select(fact => new PersonFact(fact.Fact, fact.Content, fact.By, fact.At))], ToConfirm, kept.Data.Reason, kept.Data.By, kept.Data.At,
        Representatives: [.. (kept.Data.Representatives ?? []).Select(one => new Representative(one.Representative, one.Content, one.By, one.At))],
        Bonds: [.. (kept.Data.Bonds ?? []).Select(one => new SecrecyBond(one.Bond, one.Content, one.By, one.At))]);

    public ProtectedIdentity Apply(IdentityProtectionConfirmed confirmed) => this with { State = Protected, DecidedBy = confirmed.By };

    public ProtectedIdentity Apply(IdentityReleaseAsked asked) => this with { State = ToRelease, Reason = asked.Reason, AskedBy = asked.By, AskedAt = asked.At, DecidedBy = null };

    public ProtectedIdentity Apply(IdentityReleaseRefused refused) => this with { State = Protected, Reason = refused.Reason, DecidedBy = refused.By };

    public ProtectedIdentity Apply(IdentityReleased released) => this with { State = Released, Reason = released.Reason, DecidedBy = released.By };

    public ProtectedIdentity Apply(IdentityFrozen frozen) => this with { IsFrozen = true };

    public ProtectedIdentity Apply(IdentityUnfrozen unfrozen) => this with { IsFrozen = false };

    public ProtectedIdentity Apply(IdentityErased erased) => this with
    {
        State = Erased,
        Alias = Alias with { Text = SealedText.Erased },
        Description = new PersonDescription([Description.Names[0] with { Text = SealedText.Erased }], null, null, null, []),
        Facts = [],
        Reason = "",
        Representatives = [],
        Bonds = [],
    };

    public ProtectedIdentity Apply(KeptDescriptionCorrected corrected) => this with { Description = corrected.Description };

    public ProtectedIdentity Apply(KeptFactRecorded fact) => this with { Facts = [.. Facts, new PersonFact(fact.Fact, fact.Content, fact.By, fact.At)] };

    public ProtectedIdentity Apply(KeptFactWithdrawn withdrawn) => this with { Facts = [.. Facts.Where(fact => fact.Id != withdrawn.Fact)] };
}
