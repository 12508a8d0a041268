using System.Collections.Immutable;
using CaseWorkspace.Features;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Vault;

namespace CaseWorkspace.Tests.Features.InformationRequests;

/// <summary>Something that somebody tries: any command, or, when sensible, what the request waits for.</summary>
internal sealed record Try(int Actor, int Kind, int Salt, bool Sensible);

/// <summary>What somebody did.</summary>
internal sealed record Step(Actor By, object Event);

/// <summary>A request and the people around it, run as the pipeline would run it: policy first, then the decision.</summary>
internal sealed record Exchange(Given<InformationRequest> History, ImmutableList<Step> Log)
{
    public const int Kinds = 14;

    private static readonly AccessPolicy Policy = new(AllFeatures.Rules);

    /// <summary>Some hold two roles; the last is nobody to this file.</summary>
    public static IReadOnlyList<Actor> Cast { get; } =
    [
        Someone.Investigator, Someone.Investigator3, Someone.WorkingSupervisor, Someone.Supervisor, Someone.Supervisor2,
        Someone.SupervisorAndProsecutor, Someone.Prosecutor, Someone.LiaisonFr, Someone.LiaisonEs, Someone.InvestigatorAndLiaison,
        Someone.Investigator2,
    ];

    private static readonly Dictionary<Guid, Relation[]> OnFile = new()
    {
        [Someone.Investigator.Id] = [Relation.Lead],
        [Someone.Investigator3.Id] = [Relation.Member],
        [Someone.WorkingSupervisor.Id] = [Relation.Member, Relation.UnitSupervisor],
        [Someone.Supervisor.Id] = [Relation.UnitSupervisor],
        [Someone.Supervisor2.Id] = [Relation.UnitSupervisor],
        [Someone.SupervisorAndProsecutor.Id] = [Relation.UnitSupervisor, Relation.SupervisingProsecutor],
        [Someone.Prosecutor.Id] = [Relation.SupervisingProsecutor],
        [Someone.InvestigatorAndLiaison.Id] = [Relation.Member],
    };

    private static readonly Dictionary<Guid, Colleague> Colleagues = Cast.ToDictionary(person => person.Id, person => person.AsColleague(Held(person)));

    private static readonly Dictionary<Guid, CaseScope> Things = new()
    {
        [Requests.File] = new CaseScope(Requests.File, "investigation", Requests.File, []),
        [Requests.Item] = new CaseScope(Requests.Item, "evidence", Requests.File, []),
    };

    public InformationRequest? State => History.State;

    private static readonly Actor[] Drafters = [Someone.Investigator, Someone.Investigator3, Someone.WorkingSupervisor, Someone.InvestigatorAndLiaison];

    public static Exchange BeginIncoming(int _) => Empty.Run(Someone.LiaisonFr, new RegisterRequest(
        "unit-1", "OCRIEST-77", Given.Now.AddHours(-1), Requests.Content));

    public static Exchange BeginOutgoing(int opener) => Empty.Run(Drafters[opener % Drafters.Length], new DraftRequest(Requests.File, Requests.Content));

    private static Exchange Empty => new(Given.Nothing<InformationRequest>(), []);

    public static bool StandsOver(Actor actor) => Held(actor).Contains(Relation.UnitSupervisor);

    public static bool Supervises(Actor actor) => Held(actor).Contains(Relation.SupervisingProsecutor);

    /// <summary>What the actor can do by what page, desk and API ask, as a read reads it.</summary>
    public IReadOnlyList<string> OpenTo(Actor actor) => OpenTo(actor, State!);

    /// <summary>The same of the request as it stands for the other side: while something is prepared at home, where it stood before.</summary>
    public IReadOnlyList<string> OpenAbroadTo(Actor actor) =>
        OpenTo(actor, State! with { State = State.Pending?.From ?? State.State, Pending = null });

    /// <summary>The relations of the actor to the request.</summary>
    public IReadOnlyList<Relation> RelationsOf(Actor actor) => Relations(actor);

    /// <summary>Whether the actor can do it by trying: policy first, then the decision, with data that is not at fault.</summary>
    public bool Accepts(string verb, Actor actor) => Run(actor, WellFormed[verb](this)).Log.Count > Log.Count;

    /// <summary>A command for each verb, with data that fits the request.</summary>
    public static IReadOnlyDictionary<string, Func<Exchange, ICommand<InformationRequest>>> WellFormed { get; } =
        new Dictionary<string, Func<Exchange, ICommand<InformationRequest>>>(StringComparer.Ordinal)
        {
            ["assign"] = one => new AssignRequest(one.History.Id, null, Someone.Investigator3.Id, Requests.File),
            ["revise"] = one => new ReviseRequest(one.History.Id, null, Requests.Content),
            ["correct"] = one => Corrected(one.History.Id, "OCRIEST-79"),
            ["answer"] = one => new PrepareAnswer(one.History.Id, null, Requests.Answer),
            ["record-answer"] = one => new RecordAnswer(one.History.Id, null, Requests.Answer, null),
            ["submit"] = one => new SubmitForAuthorisation(one.History.Id, null),
            ["authorise"] = one => new AuthoriseRequest(one.History.Id, null),
            ["release"] = one => new ReleasePrepared(one.History.Id, null),
            ["transmit"] = one => new TransmitAbroad(one.History.Id, null, "siena", Given.Now),
            ["clarify"] = one => new Clarify(one.History.Id, null, "Which flat?"),
            ["return"] = one => new ReturnForRevision(one.History.Id, null, "Say which flat."),
            ["refuse"] = one => new RefuseRequest(one.History.Id, null, "sovereignty", "No."),
            ["close"] = one => new CloseRequest(one.History.Id, null),
            ["withdraw"] = one => new WithdrawRequest(one.History.Id, null, "Registered twice."),
            ["add-document"] = one => new AddDocument(one.History.Id, Requests.Document, "letter.pdf", "application/pdf", new VaultContent(new string('d', 64), 500)),
        };

    /// <summary>The exchange after somebody tried something; the same when it was refused.</summary>
    public Exchange After(Try tried)
    {
        if (State is null)
        {
            return this;
        }

        if (!tried.Sensible)
        {
            return Run(Cast[tried.Actor], Any(tried.Kind, tried.Salt));
        }

        var able = WaitedFor();
        return able.Count == 0 ? this : GoOn(able[tried.Actor % able.Count], tried.Salt);
    }

    /// <summary>Those for whom the request waits.</summary>
    public IReadOnlyList<Actor> WaitedFor() => State?.Awaits is not { } awaits ? [] :
    [
        .. Cast.Where(actor => (awaits.Person is null || awaits.Person == actor.Id)
            && !awaits.NotBy.Contains(actor.Id)
            // Nobody with another duty on the file lets anything out of it.
            && (awaits.Verb is not ("authorise" or "release")
                || SeparationOfDuties.Conflict(SeparationOfDuties.Of(awaits.Relation)!.Value, Someone.DutiesOf(Held(actor))) is null)
            && Relations(actor).Any(held => held == awaits.Relation || (held, awaits.Relation) is (Relation.Lead, Relation.Member))),
    ];

    /// <summary>Whether the actor can do what the request waits for.</summary>
    public bool CanGoOn(Actor actor)
    {
        var after = GoOn(actor, 0);
        return after.Log.Count > Log.Count && after.State!.State != State!.State;
    }

    private Exchange GoOn(Actor actor, int salt) => State!.Awaits!.Verb switch
    {
        "assign" when salt is 15 => Run(actor, new RefuseRequest(History.Id, null, "sovereignty", "No.")),
        "assign" => Run(actor, Assign(salt)),
        "answer" when (salt & 12) is 12 => Run(actor, new Clarify(History.Id, null, "Which flat?")),
        "answer" => Run(actor, new PrepareAnswer(History.Id, null, Answer(salt & 3 | 2)))
            .Run(actor, new SubmitForAuthorisation(History.Id, null)),
        "revise" => Run(actor, new ReviseRequest(History.Id, null, Requests.Content)).Run(actor, new SubmitForAuthorisation(History.Id, null)),
        "submit" => Run(actor, new SubmitForAuthorisation(History.Id, null)),
        "authorise" => Run(actor, new AuthoriseRequest(History.Id, null)),
        "release" => Run(actor, new ReleasePrepared(History.Id, null)),
        "transmit" => Run(actor, new TransmitAbroad(History.Id, null, "siena", Given.Now)),
        "record-answer" when (salt & 12) is 12 => Run(actor, new Clarify(History.Id, null, "Which flat?")),
        "record-answer" => Run(actor, new RecordAnswer(History.Id, null, Requests.Answer, "OCRIEST-78")),
        "clarify" => Run(actor, new Clarify(History.Id, null, "The first.")),
        "close" => Run(actor, new CloseRequest(History.Id, null)),
        var verb => throw new InvalidOperationException($"A request waits for '{verb}', which nobody knows."),
    };

    private ICommand<InformationRequest> Any(int kind, int salt) => kind switch
    {
        // What cannot be done with what nobody has yet makes room for what can: few sequences stay there for long.
        4 or 9 or 11 when State!.IsReceived => new WithdrawRequest(History.Id, null, "Registered twice."),
        0 => Assign(salt),
        1 => new PrepareAnswer(History.Id, null, Answer(salt)),
        2 => new SubmitForAuthorisation(History.Id, null),
        3 => new AuthoriseRequest(History.Id, null),
        4 => new ReleasePrepared(History.Id, null),
        5 => new ReturnForRevision(History.Id, null, "Say which flat."),
        6 => new RefuseRequest(History.Id, null, "sovereignty", "No."),
        7 => new TransmitAbroad(History.Id, null, "siena", Given.Now),
        8 => new Clarify(History.Id, null, "Which flat?"),
        9 => new RecordAnswer(History.Id, null, Answer(salt), null),
        10 => new ReviseRequest(History.Id, null, Requests.Content),
        11 => new CloseRequest(History.Id, null),
        12 => Corrected(History.Id, $"OCRIEST-{salt}"),
        _ => salt < 8 || State!.IsReceived ? new WithdrawRequest(History.Id, null, "Registered twice.") : new CloseRequest(History.Id, null),
    };

    private static CorrectRegistration Corrected(Guid request, string reference) =>
        new(request, null, reference, Given.Now.AddHours(-2), Requests.Content, "Misread.");

    private AssignRequest Assign(int salt)
    {
        Actor[] investigators = [Someone.Investigator, Someone.Investigator3, Someone.WorkingSupervisor, Someone.InvestigatorAndLiaison];
        return new AssignRequest(History.Id, null, investigators[salt & 3].Id, Requests.File);
    }

    /// <summary>With or without evidence (1), for all items or only the first (2).</summary>
    private static AnswerContent Answer(int salt)
    {
        var whole = (salt & 1) == 1 ? Requests.AnswerWithEvidence : Requests.Answer;
        return (salt & 2) == 2 ? whole : whole with { Items = [whole.Items[0]] };
    }

    /// <summary>As the pipeline does: what the policy or the data forbids never comes to a decision.</summary>
    private Exchange Run(Actor actor, ICommand<InformationRequest> command)
    {
        var relations = Relations(actor, command.Scope == Requests.File);
        var allowed = command.Scope is null
            ? Policy.AllowsWithoutRelation(command.Operation, actor)
            : relations.Intersect(Policy.Sufficient(command.Operation, actor)).Any();
        if (!allowed || CommandRules.Check(command).Length > 0)
        {
            return this;
        }

        var ready = History.In(command.Scope == Requests.File ? "investigation" : "request", command.Scope ?? History.Id, [.. relations]);
        var decided = (ready with { Facts = ready.Facts with { People = Colleagues, Used = Things, HasHead = true, Found = new[] { Requests.Sealed } } }).When(command, actor);
        return new Exchange(
            History.And(actor, [.. decided.Decision.Events]),
            Log.AddRange(decided.Decision.Events.Select(one => new Step(actor, one))));
    }

    private IReadOnlyList<string> OpenTo(Actor actor, InformationRequest request)
    {
        var relations = Relations(actor);
        return InformationRequestActs.All.OpenTo(request, new DecisionContext(actor, Given.Now)
        {
            Scope = new CaseScope(History.Id, "request", request.Investigation, [.. relations]),
            OwnDuties = Someone.DutiesOf([.. relations]),
        });
    }

    private static Relation[] Held(Actor actor) => OnFile.GetValueOrDefault(actor.Id, []);

    /// <summary>As <c>InformationRequestAccess</c> says: the file's people once there is a file, the unit's head, the state's posting.</summary>
    private IReadOnlyList<Relation> Relations(Actor actor, bool toFile = false)
    {
        var state = State;
        var posted = actor.Is(Role.LiaisonOfficer) && actor.Postings.Contains("FR", StringComparer.Ordinal)
            && (state?.Incoming == true || Log.Exists(one => one.Event is RequestAuthorised));
        return
        [
            .. toFile || state?.Investigation is not null ? Held(actor)
                : state is not null && StandsOver(actor) ? [Relation.UnitSupervisor] : [],
            .. posted ? new[] { Relation.AddressedLiaisonOfficer } : [],
        ];
    }
}
