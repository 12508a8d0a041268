using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Platform.Relations;

/// <summary>
/// One change to who has access to what, as an event brings it about. <see cref="AccessWriter"/> writes it in the transaction of the
/// event, <see cref="AccessRows"/> holds what it does to the rows; a test over all events compares the two (docs/adr/0045).
/// </summary>
public abstract record AccessChange;

/// <summary>A thing begins, or comes to belong to a file.</summary>
/// <param name="Thing">The thing.</param>
/// <param name="Kind">A code of <see cref="ThingKind"/>.</param>
/// <param name="File">The file it belongs to; null: none yet.</param>
/// <param name="Number">Its number, e.g. <c>E-001</c>; null leaves the number that it has.</param>
/// <param name="Holder">The sealed sub-file it lies in, whose relations hold for it instead of the file's; null: the file's do.</param>
public sealed record ThingPlaced(Guid Thing, string Kind, Guid? File, string? Number = null, Guid? Holder = null) : AccessChange;

/// <summary>
/// What identifies somebody is kept in another thing from now on, for those alone to whom that is open. Histories show of the events of the thing, earlier
/// ones too, what <see cref="Things.ShownEvent.WhenWithheld"/> leaves.
/// </summary>
/// <param name="Thing">The thing.</param>
/// <param name="In">Where it is kept; null: it is kept apart no longer.</param>
public sealed record ThingWithheld(Guid Thing, Guid? In) : AccessChange;

/// <summary>
/// The texts of the thing are gone from its snapshot, and the keys under which they stand in events are to be destroyed: work for the Worker
/// (<see cref="Storage.Erasure.ErasureWork"/>), laid down in the transaction of the event.
/// </summary>
/// <param name="Thing">The thing.</param>
/// <param name="Keys">The ids of the keys, which are those of streams.</param>
public sealed record ThingErased(Guid Thing, IReadOnlyList<Guid> Keys) : AccessChange;

/// <summary>The thing is privileged, or no longer: no search finds it, and nothing takes it along.</summary>
public sealed record ThingFenced(Guid Thing, bool IsFenced) : AccessChange;

/// <summary>The subject has the relation to the thing from now on.</summary>
/// <param name="Thing">To what.</param>
/// <param name="Holder">Who: see <see cref="Subject"/>.</param>
/// <param name="Relation">Which.</param>
/// <param name="Until">When it ends by itself; null: it does not.</param>
/// <param name="Unit">The unit on which it hangs: a person who leaves the unit loses it; null: held by name.</param>
public sealed record RelationBegun(Guid Thing, string Holder, Relation Relation, DateTimeOffset? Until = null, string? Unit = null) : AccessChange;

/// <summary>The relation of the subject to the thing itself ends. Relations to sub-files inside stay.</summary>
public sealed record RelationEnded(Guid Thing, string Holder, Relation Relation) : AccessChange;

/// <summary>The relation of the subject to the file ends, and to the sub-files inside.</summary>
public sealed record RelationEndedInFile(Guid File, string Holder, Relation Relation) : AccessChange;

/// <summary>
/// Relations of the subject to sub-files inside end, where the subject has no relation to the file: a person who left the file and comes
/// back is named in them anew. Comes before the relation to the file begins again.
/// </summary>
public sealed record RelationsLeftInsideEnded(Guid File, string Holder) : AccessChange;

/// <summary>The subject has the second relation in the place of the first, on the same unit.</summary>
public sealed record RelationReplaced(Guid Thing, string Holder, Relation From, Relation Into) : AccessChange;

/// <summary>Nobody has the relation any more, to the file and to the sub-files inside.</summary>
/// <param name="File">The file.</param>
/// <param name="Relation">Which.</param>
/// <param name="KeptInside">The one subject who keeps it in the sub-files.</param>
public sealed record RelationEndedForAll(Guid File, Relation Relation, string KeptInside) : AccessChange;

/// <summary>Nobody has the relation to the thing itself any more. Relations to sub-files inside stay.</summary>
public sealed record RelationEndedOnThing(Guid Thing, Relation Relation) : AccessChange;

/// <summary>The head of the unit who had the relation first has it again.</summary>
public sealed record UnitHeadRestored(Guid Thing, Relation Relation) : AccessChange;

/// <summary>A sealed sub-file is opened: what lies in it lies in the file.</summary>
public sealed record SubFileOpened(Guid SubFile) : AccessChange;

/// <summary>The file is kept at the level from now on, and so is all that lies in it.</summary>
public sealed record LevelSet(Guid File, Level Level) : AccessChange;

/// <summary>The file is closed from now on, or open again, and so is all that lies in it: see <see cref="Operation.IsPossible"/>.</summary>
public sealed record ClosingSet(Guid File, bool IsClosed) : AccessChange;

/// <summary>The thing waits for the person, who finds it on the desk; null: for nobody any more.</summary>
public sealed record PersonAwaited(Guid Thing, Guid? Person) : AccessChange;

/// <summary>The file waits for the relation to confirm something; null: for none any more.</summary>
public sealed record ConfirmationAwaited(Guid File, Relation? Relation) : AccessChange;

/// <summary>The item goes along with the answer to the request.</summary>
public sealed record ItemReleased(Guid Item, Guid Request) : AccessChange;

/// <summary>The thing names the content of the vault from now on.</summary>
/// <param name="Thing">The thing.</param>
/// <param name="Sha256">The content's SHA-256, lower-case hex.</param>
public sealed record ContentNamed(Guid Thing, string Sha256) : AccessChange;

/// <summary>A person enters a file in an emergency, and sees the entry itself for good.</summary>
public sealed record EmergencyAccessBegun(Guid Entry, Guid File, Guid Person, DateTimeOffset Until) : AccessChange;

/// <summary>The person who made the emergency entry sees the file no longer.</summary>
public sealed record EmergencyAccessEnded(Guid Entry) : AccessChange;

/// <summary>For the period, the person has the relations that the subject holds.</summary>
public sealed record StandInBegun(Guid StandIn, string Holder, Guid Person, DateTimeOffset Since, DateTimeOffset Until) : AccessChange;

/// <summary>Standing in ends before its time.</summary>
public sealed record StandInStopped(Guid StandIn) : AccessChange;

/// <summary>
/// The person has these roles, this unit and these postings from now on. Relations that hang on another unit end for good: a person who
/// comes back to the unit is named anew.
/// </summary>
/// <param name="Person">Who.</param>
/// <param name="Roles">Codes of the list <c>role</c>.</param>
/// <param name="Unit">The code of the unit.</param>
/// <param name="Postings">States served, ISO 3166-1 alpha-2.</param>
public sealed record ColleaguePlaced(Guid Person, IReadOnlyList<string> Roles, string Unit, IReadOnlyList<string> Postings) : AccessChange;
