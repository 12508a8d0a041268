using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Platform.Relations;

/// <summary>A row of <c>case_scope</c>.</summary>
public sealed record ScopeRow(Guid Id, string Kind, Guid? File, string? Number, Guid? Holder, string Level, string? AwaitsRelation = null, Guid? AwaitsPerson = null, Guid? WithheldIn = null, bool Fenced = false)
{
    /// <summary>Whether the file is closed; of what lies in a file its own row says it.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The level of the thing by itself and by the sub-file that holds it, as <c>workspace.own_level</c> says it.</summary>
    public string OwnLevel =>
        Holder is not null && Holder != File ? Policy.Level.Sealed.Code()
        : string.Equals(Kind, ThingKind.Investigation, StringComparison.Ordinal) ? Level
        : Policy.Level.Standard.Code();
}

/// <summary>A row of <c>case_relation</c>.</summary>
public sealed record RelationRow(Guid Scope, string Kind, string Subject, string Relation, DateTimeOffset Since, string? Unit)
{
    /// <summary>When it ended, or ends; null: it does not.</summary>
    public DateTimeOffset? Until { get; set; }

    internal bool IsOpen(DateTimeOffset at) => Until is null || Until > at;
}

/// <summary>A row of <c>stand_in</c>.</summary>
public sealed record StandInRow(Guid Id, string Subject, Guid Person, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>What a row of <c>person</c> says of a colleague's place, and what a row of <c>person_before</c> says of an earlier one.</summary>
public sealed record PlaceRow(string[] Roles, string Unit, string[] Postings)
{
    internal bool IsSame(PlaceRow other) =>
        Roles.AsSpan().SequenceEqual(other.Roles) && string.Equals(Unit, other.Unit, StringComparison.Ordinal) && Postings.AsSpan().SequenceEqual(other.Postings);
}

/// <summary>The rows of the access tables as the changes make them, in memory: what <see cref="AccessWriter"/> does in SQL, without SQL.</summary>
public sealed class AccessRows
{
    private static readonly string[] OfFile = [Relation.Lead.Code(), Relation.Member.Code(), Relation.SupervisingProsecutor.Code()];

    private readonly Dictionary<Guid, ScopeRow> _scopes = [];
    private readonly Dictionary<Guid, List<RelationRow>> _relations = [];
    private readonly Dictionary<string, List<RelationRow>> _onUnits = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, List<Guid>> _subFiles = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _inSubFiles = [];
    private readonly Dictionary<(Guid Scope, DateTimeOffset Until), string> _levelsBefore = [];
    private readonly Dictionary<(Guid Id, string Subject), StandInRow> _standIns = [];
    private readonly Dictionary<Guid, PlaceRow> _places = [];
    private readonly Dictionary<(Guid Person, DateTimeOffset Until), PlaceRow> _placesBefore = [];
    private readonly HashSet<(Guid Item, Guid Request)> _released = [];
    private readonly HashSet<(string Sha256, Guid Thing)> _contents = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Rows of <c>case_scope</c>.</summary>
    public IReadOnlyDictionary<Guid, ScopeRow> Scopes => _scopes;

    /// <summary>Rows of <c>case_relation</c>.</summary>
    public IEnumerable<RelationRow> Relations => _relations.Values.SelectMany(rows => rows);

    /// <summary>Rows of <c>level_before</c>: at which level a thing was kept until a time.</summary>
    public IReadOnlyDictionary<(Guid Scope, DateTimeOffset Until), string> LevelsBefore => _levelsBefore;

    /// <summary>Rows of <c>stand_in</c>.</summary>
    public IReadOnlyDictionary<(Guid Id, string Subject), StandInRow> StandIns => _standIns;

    /// <summary>Rows of <c>released_item</c>.</summary>
    public IReadOnlyCollection<(Guid Item, Guid Request)> Released => _released;

    /// <summary>Rows of <c>content_name</c>.</summary>
    public IReadOnlyCollection<(string Sha256, Guid Thing)> Contents => _contents;

    /// <summary>Of rows of <c>person</c>, the place.</summary>
    public IReadOnlyDictionary<Guid, PlaceRow> Places => _places;

    /// <summary>Rows of <c>person_before</c>: the place until a time.</summary>
    public IReadOnlyDictionary<(Guid Person, DateTimeOffset Until), PlaceRow> PlacesBefore => _placesBefore;

    /// <summary>The relations to the thing, those that have ended too.</summary>
    public IReadOnlyList<RelationRow> To(Guid thing) => _relations.TryGetValue(thing, out var rows) ? rows : [];

    /// <summary>Applies the change.</summary>
    /// <param name="change">What changes.</param>
    /// <param name="at">When the event happened.</param>
    public void Apply(AccessChange change, DateTimeOffset at)
    {
        switch (change)
        {
            case ThingPlaced it:
                Place(it, at);
                break;
            case ThingWithheld it when _scopes.TryGetValue(it.Thing, out var scope):
                _scopes[it.Thing] = scope with { WithheldIn = it.In };
                break;
            case ThingFenced it when _scopes.TryGetValue(it.Thing, out var scope):
                _scopes[it.Thing] = scope with { Fenced = it.IsFenced };
                break;
            case RelationBegun it:
                Begin(it, at);
                break;
            case RelationEnded it:
                End(To(it.Thing), at, row => Is(row, it.Holder, it.Relation));
                break;
            case RelationEndedInFile it:
                End(ToFileAndInside(it.File), at, row => Is(row, it.Holder, it.Relation));
                break;
            case RelationsLeftInsideEnded it:
                EndLeftInside(it, at);
                break;
            case RelationReplaced it:
                foreach (var row in End(To(it.Thing), at, row => Is(row, it.Holder, it.From)))
                {
                    Begin(new RelationBegun(it.Thing, it.Holder, it.Into, Unit: row.Unit), at);
                }

                break;
            case RelationEndedForAll it:
                End(ToFileAndInside(it.File), at, row => Has(row, it.Relation) && (row.Scope == it.File || !IsOf(row, it.KeptInside)));
                break;
            case RelationEndedOnThing it:
                End(To(it.Thing), at, row => Has(row, it.Relation));
                break;
            case UnitHeadRestored it:
                if (To(it.Thing).Where(row => Has(row, it.Relation) && row.Subject.StartsWith(Subject.UnitHead(""), StringComparison.Ordinal)).MinBy(row => row.Since) is { } first)
                {
                    Begin(new RelationBegun(it.Thing, first.Subject, it.Relation), at);
                }

                break;
            case SubFileOpened it:
                foreach (var thing in _inSubFiles.Remove(it.SubFile, out var inside) ? inside.Where(thing => _scopes[thing].Holder == it.SubFile) : [])
                {
                    Replace(_scopes[thing] with { Holder = _scopes[thing].File, Level = Level.Standard.Code() }, at);
                }

                break;
            case LevelSet it when _scopes.TryGetValue(it.File, out var scope):
                Replace(scope with { Level = it.Level.Code() }, at);
                break;
            case ClosingSet it when _scopes.TryGetValue(it.File, out var scope):
                _scopes[it.File] = scope with { IsClosed = it.IsClosed };
                break;
            case PersonAwaited it when _scopes.TryGetValue(it.Thing, out var scope):
                _scopes[it.Thing] = scope with { AwaitsPerson = it.Person };
                break;
            case ConfirmationAwaited it when _scopes.TryGetValue(it.File, out var scope):
                _scopes[it.File] = scope with { AwaitsRelation = it.Relation?.Code() };
                break;
            case LevelSet or ClosingSet or PersonAwaited or ConfirmationAwaited or ThingWithheld or ThingFenced:
                break;
            case ThingErased:
                // Work that is to be done: it changes nobody's access.
                break;
            case ItemReleased it:
                _released.Add((it.Item, it.Request));
                break;
            case ContentNamed it:
                _contents.Add((it.Sha256, it.Thing));
                break;
            case EmergencyAccessBegun it:
                Begin(new RelationBegun(it.File, Subject.Person(it.Person), Relation.EmergencyAccess, it.Until), at);
                Begin(new RelationBegun(it.Entry, Subject.Person(it.Person), Relation.EmergencyAccess), at);
                break;
            case EmergencyAccessEnded it:
                EndEmergencyAccess(it, at);
                break;
            case StandInBegun it:
                var since = Later(it.Since, at);
                _standIns.TryAdd((it.StandIn, it.Holder), new StandInRow(it.StandIn, it.Holder, it.Person, since, Later(it.Until, since)));
                break;
            case StandInStopped it:
                foreach (var row in _standIns.Values.Where(row => row.Id == it.StandIn && row.Until > at).ToList())
                {
                    _standIns[(row.Id, row.Subject)] = row with { Until = at };
                }

                break;
            case ColleaguePlaced it:
                PlaceColleague(it, at);
                break;
            default:
                throw new InvalidOperationException($"No row is made of {change}.");
        }
    }

    private void Place(ThingPlaced it, DateTimeOffset at)
    {
        var holder = it.Holder ?? it.File;
        var isSubFile = string.Equals(it.Kind, ThingKind.SubFile, StringComparison.Ordinal);
        if (_scopes.TryGetValue(it.Thing, out var known))
        {
            Replace(known with { File = it.File, Holder = holder, Number = it.Number ?? known.Number }, at);
        }
        else
        {
            _scopes.Add(it.Thing, new ScopeRow(it.Thing, Pooled(it.Kind), it.File, it.Number, holder, (isSubFile ? Level.Sealed : Level.Standard).Code()));
            if (isSubFile)
            {
                ListOf(_subFiles, it.File!.Value).Add(it.Thing);
            }
        }

        if (holder is { } sealedIn && holder != it.File)
        {
            (_inSubFiles.TryGetValue(sealedIn, out var inside) ? inside : _inSubFiles[sealedIn] = []).Add(it.Thing);
        }
    }

    private void Replace(ScopeRow scope, DateTimeOffset at)
    {
        var before = _scopes[scope.Id];
        _scopes[scope.Id] = scope;
        if (!string.Equals(before.OwnLevel, scope.OwnLevel, StringComparison.Ordinal))
        {
            _levelsBefore.TryAdd((scope.Id, at), before.OwnLevel);
        }
    }

    private void Begin(RelationBegun it, DateTimeOffset at)
    {
        if (!_scopes.TryGetValue(it.Thing, out var scope))
        {
            return;
        }

        // What hangs on a unit that the person has left has ended as it begins.
        DateTimeOffset? until = it.Unit is not null && _places.TryGetValue(Subject.PersonOf(it.Holder), out var place) && !string.Equals(place.Unit, it.Unit, StringComparison.Ordinal) ? at
            : it.Until is { } limit ? Later(limit, at) : null;
        if (To(it.Thing).FirstOrDefault(row => row.Since == at && Is(row, it.Holder, it.Relation)) is { } same)
        {
            same.Until = until;
            return;
        }

        var begun = new RelationRow(it.Thing, scope.Kind, Pooled(it.Holder), it.Relation.Code(), at, it.Unit is null ? null : Pooled(it.Unit)) { Until = until };
        ListOf(_relations, it.Thing).Add(begun);
        if (begun.Unit is not null)
        {
            ListOf(_onUnits, begun.Subject).Add(begun);
        }
    }

    private void EndLeftInside(RelationsLeftInsideEnded it, DateTimeOffset at)
    {
        if (To(it.File).Any(row => row.IsOpen(at) && IsOf(row, it.Holder) && OfFile.Contains(row.Relation)))
        {
            return;
        }

        foreach (var inside in InsideOf(it.File))
        {
            End(To(inside), at, row => IsOf(row, it.Holder) && OfFile.Contains(row.Relation));
        }
    }

    private void EndEmergencyAccess(EmergencyAccessEnded it, DateTimeOffset at)
    {
        if (!_scopes.TryGetValue(it.Entry, out var entry) || entry.File is not { } file)
        {
            return;
        }

        foreach (var own in To(it.Entry).Where(row => Has(row, Relation.EmergencyAccess)))
        {
            End(To(file), at, row => Is(row, own.Subject, Relation.EmergencyAccess));
        }
    }

    private void PlaceColleague(ColleaguePlaced it, DateTimeOffset at)
    {
        End(_onUnits.TryGetValue(Subject.Person(it.Person), out var rows) ? rows : [], at, row => !string.Equals(row.Unit, it.Unit, StringComparison.Ordinal));
        var now = new PlaceRow([.. it.Roles], it.Unit, [.. it.Postings]);
        if (_places.TryGetValue(it.Person, out var before) && !before.IsSame(now))
        {
            _placesBefore.TryAdd((it.Person, at), before);
        }

        _places[it.Person] = now;
    }

    private static List<RelationRow> End(IEnumerable<RelationRow> rows, DateTimeOffset at, Func<RelationRow, bool> which)
    {
        var ended = rows.Where(row => row.IsOpen(at) && which(row)).ToList();
        foreach (var row in ended)
        {
            row.Until = Later(at, row.Since);
        }

        return ended;
    }

    private IEnumerable<RelationRow> ToFileAndInside(Guid file) => To(file).Concat(InsideOf(file).SelectMany(To));

    private List<Guid> InsideOf(Guid file) => _subFiles.TryGetValue(file, out var inside) ? inside : [];

    private static List<TValue> ListOf<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key)
        where TKey : notnull => lists.TryGetValue(key, out var list) ? list : lists[key] = new(1);

    private string Pooled(string name) => _names.TryGetValue(name, out var known) ? known : _names[name] = name;

    private static bool Is(RelationRow row, string holder, Relation relation) => IsOf(row, holder) && Has(row, relation);

    private static bool IsOf(RelationRow row, string holder) => string.Equals(row.Subject, holder, StringComparison.Ordinal);

    private static bool Has(RelationRow row, Relation relation) => string.Equals(row.Relation, relation.Code(), StringComparison.Ordinal);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
