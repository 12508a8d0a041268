using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;
using static CaseWorkspace.Platform.Policy.Relation;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>What a route is about.</summary>
public enum Thing
{
    None,
    File,
    Item,
    Incoming,
    Outgoing,

    /// <summary>A sealed sub-file of the file.</summary>
    SubFile,

    /// <summary>An item in the sealed sub-file.</summary>
    SealedItem,

    /// <summary>A request in the sealed sub-file.</summary>
    SealedRequest,

    /// <summary>What an authority abroad asks, given to somebody in the sealed sub-file.</summary>
    SealedIncoming,

    /// <summary>A question to be let into the file.</summary>
    Ask,

    /// <summary>An entry into the file by emergency access.</summary>
    Glass,

    StandIn,

    /// <summary>A person recorded in the file.</summary>
    Person,

    /// <summary>A person recorded in the sealed sub-file.</summary>
    SealedPerson,

    /// <summary>Who a person of the file is, kept in the sealed sub-file.</summary>
    Identity,

    /// <summary>A task of the file.</summary>
    Task,

    /// <summary>A task in the sealed sub-file.</summary>
    SealedTask,

    /// <summary>A prosecutor's instruction in the file.</summary>
    Instruction,

    /// <summary>A clock of the file.</summary>
    Clock,

    /// <summary>A clock in the sealed sub-file.</summary>
    SealedClock,

    /// <summary>An entry of the file's chronology.</summary>
    Occurrence,

    /// <summary>An entry in the sealed sub-file.</summary>
    SealedOccurrence,

    /// <summary>The draft of a protocol in the file, of what its lead did in urgency.</summary>
    Protocol,

    /// <summary>The same in the sealed sub-file.</summary>
    SealedProtocol,

    /// <summary>A covert measure in the sealed sub-file: there is none anywhere else.</summary>
    Measure,
}

/// <summary>
/// A case with its item and its requests, and each account's relations to them, as the scenario brought it about: stated
/// here, never asked of the workspace. A person who is not named stands in no relation.
/// </summary>
public sealed record AccessCase(string Name, OpenFile File, OpenRequest Incoming, OpenRequest Outgoing)
{
    public required IReadOnlyDictionary<(Account, Thing), Relation> Relations { get; init; }

    /// <summary>Further things.</summary>
    public IReadOnlyDictionary<Thing, Guid> Things { get; init; } = new Dictionary<Thing, Guid>();

    /// <summary>Things that are these accounts' own; the relations of others to them do not count.</summary>
    public IReadOnlyDictionary<Thing, IReadOnlyList<Account>> Owners { get; init; } = new Dictionary<Thing, IReadOnlyList<Account>>();

    /// <summary>Everybody who tries the doors.</summary>
    public IReadOnlyList<Account> Cast { get; init; } = All;

    /// <summary>The words of what is sealed.</summary>
    public string SealedWord { get; init; } = "";

    /// <summary>The number of the sub-file.</summary>
    public string SealedNumber { get; init; } = "";

    /// <summary>Stands in the name of the person whose identity is protected, in the place of birth and in a fact, and nowhere else.</summary>
    public string ProtectedWord { get; init; } = "";

    public bool Has(Thing thing) => thing is <= Thing.Outgoing || Things.ContainsKey(thing);

    public Guid IdOf(Thing thing) => thing switch
    {
        Thing.File => File.Id,
        Thing.Item => File.Item,
        Thing.Incoming => Incoming.Id,
        Thing.Outgoing => Outgoing.Id,
        _ => Things.GetValueOrDefault(thing),
    };

    public Relation? Of(Account account, Thing thing) => Relations.TryGetValue((account, thing), out var relation) ? relation : null;

    /// <summary>What the policy says of the account at the route, standing as it does.</summary>
    public bool MayDo(Account account, Route route, Thing on) =>
        route.Rules.SingleOrDefault(rule => rule.Role == account.Role) is { } rule
        && (rule.Relations.Count == 0 || !route.ConcernsThing || (Of(account, on) is { } relation && rule.Relations.Contains(relation)))
        // The sub-file into which the sample would put the identity.
        && (route.Name is not "person.protect-identity" || (Of(account, Thing.SubFile) is { } named && rule.Relations.Contains(named)))
        && (route.Name is not ("access.close-glass" or "access.end-stand-in") || Owners.GetValueOrDefault(on)?.Contains(account) == true);

    /// <summary>Three cases in which, between them, the accounts stand in every relation and in none.</summary>
    public static async Task<IReadOnlyList<AccessCase>> BringAboutAsync(Api api, Scenario scenario) =>
        [await OneUnitAsync(api, scenario), await OtherUnitAsync(api, scenario), await RemovedMemberAsync(api, scenario)];

    /// <summary>Unit 1's own case, with everything released to France, a sealed sub-file, a question for access and an emergency access.</summary>
    private static async Task<AccessCase> OneUnitAsync(Api api, Scenario scenario)
    {
        var file = await scenario.InvestigationWithSealedEvidence();
        var incoming = await scenario.IncomingRequestWithEvidence(States.Released, file);
        var outgoing = await scenario.OutgoingRequest(States.Authorised, file);
        var part = await scenario.SealedSubFile(file, file.Lead, OtherSupervisor);
        await scenario.InCustody(file.Lead, file.Item, Custodian);
        var sealedIncoming = await scenario.SealedIncomingRequest(file, part, OtherSupervisor, file.Lead);
        var opener = await api.Tokens.WithSecondFactorAsync(Role.Investigator);
        (await api.PostAsync(opener, "/api/break-glass", Bodies.Glass(file.Number))).Expect(201);
        // What is granted and closed when the doors are tried must not change anybody's relation to the file.
        var asker = await api.Tokens.WithSecondFactorAsync(Role.Investigator);
        var closer = await api.Tokens.WithSecondFactorAsync(Role.Investigator);
        var (identity, protectedWord) = await scenario.ProtectedIdentity(file.Lead, file, part);
        var elsewhere = (await scenario.InvestigationWithSealedEvidence(OtherInvestigator, prosecutor: false)).Number;
        var things = new Dictionary<Thing, Guid>
        {
            [Thing.SubFile] = part.Id, [Thing.SealedItem] = part.Item, [Thing.SealedRequest] = part.Request,
            [Thing.SealedIncoming] = sealedIncoming.Id,
            [Thing.Person] = await scenario.RecordedPerson(file.Lead, file),
            [Thing.SealedPerson] = await scenario.RecordedPerson(file.Lead, file, part.Word, part.Id),
            [Thing.Identity] = identity,
            [Thing.Task] = await scenario.MadeTask(file.Lead, file), [Thing.SealedTask] = await scenario.MadeTask(file.Lead, file, part.Word, part.Id),
            [Thing.Instruction] = await scenario.GivenInstruction(Prosecutor, file),
            [Thing.Clock] = await scenario.StartedClock(file.Lead, file), [Thing.SealedClock] = await scenario.StartedClock(file.Lead, file, part.Word, part.Id),
            [Thing.Occurrence] = await scenario.RecordedOccurrence(file.Lead, file), [Thing.SealedOccurrence] = await scenario.RecordedOccurrence(file.Lead, file, part.Word, part.Id),
            [Thing.Protocol] = await scenario.DraftedProtocol(file.Lead, file), [Thing.SealedProtocol] = await scenario.DraftedProtocol(file.Lead, file, part.Word, part.Id),
            [Thing.Measure] = await scenario.RecordedMeasure(file.Lead, part),
            [Thing.Ask] = (await api.PostAsync(asker, "/api/access-requests", Bodies.Ask(file.Number))).Expect(201).Id,
            [Thing.Glass] = (await api.PostAsync(closer, "/api/break-glass", Bodies.Glass(elsewhere))).Expect(201).Id,
            [Thing.StandIn] = (await api.PostAsync(Supervisor, "/api/stand-ins", Bodies.StandInFor(Investigator, OtherInvestigator))).Expect(201).Id,
        };
        var relations = OnAll([Thing.File, Thing.Item, Thing.Incoming, Thing.Outgoing, Thing.Ask, Thing.Person, Thing.Task, Thing.Instruction, Thing.Clock, Thing.Occurrence, Thing.Protocol],
            (Investigator, Lead), (Supervisor, UnitSupervisor), (OtherSupervisor, UnitSupervisor), (Prosecutor, SupervisingProsecutor),
            (opener, EmergencyAccess));
        relations[(closer, Thing.Glass)] = EmergencyAccess;
        foreach (var thing in new[] { Thing.SubFile, Thing.SealedItem, Thing.SealedRequest, Thing.SealedIncoming, Thing.SealedPerson, Thing.Identity, Thing.SealedTask, Thing.SealedClock, Thing.SealedOccurrence, Thing.SealedProtocol, Thing.Measure })
            (relations[(Investigator, thing)], relations[(OtherSupervisor, thing)]) = (Lead, UnitSupervisor);
        foreach (var thing in new[] { Thing.Item, Thing.Incoming, Thing.Outgoing, Thing.SealedIncoming })
            relations[(LiaisonFrance, thing)] = AddressedLiaisonOfficer;
        relations[(Custodian, Thing.Item)] = ItemCustodian;
        return new AccessCase("own unit", file, incoming, outgoing)
        {
            Relations = relations, Things = things, Cast = [.. All, opener, closer],
            Owners = new Dictionary<Thing, IReadOnlyList<Account>> { [Thing.Glass] = [closer], [Thing.StandIn] = [Investigator, OtherInvestigator, Supervisor] },
            SealedWord = part.Word, SealedNumber = part.Number, ProtectedWord = protectedWord,
        };
    }

    /// <summary>Unit 2's case, without a prosecutor; an investigator of unit 1 is a member; Spain asks unit 2.</summary>
    private static async Task<AccessCase> OtherUnitAsync(Api api, Scenario scenario)
    {
        var file = await scenario.InvestigationWithSealedEvidence(OtherInvestigator, prosecutor: false);
        (await api.PostAsync(OtherInvestigator, file.Path + "/members", Bodies.Member(Investigator), await api.VersionAsync(OtherInvestigator, file.Path))).Expect(200);
        var outgoing = await scenario.OutgoingRequest(States.Draft, file);
        var word = Scenario.NewWord();
        var incoming = (await api.PostAsync(LiaisonSpain, "/api/information-requests", Bodies.Registration(word, "ES", "unit-2"))).Expect(201).Id;
        var document = (await api.UploadAsync(LiaisonSpain, HttpMethod.Post, $"/api/information-requests/{incoming}/documents", [1])).Expect(201);
        await scenario.OfferedIntoCustody(file.Lead, file.Item, Custodian);
        var relations = OnAll([Thing.File, Thing.Item, Thing.Outgoing, Thing.Person, Thing.Task, Thing.Clock, Thing.Occurrence, Thing.Protocol], (OtherInvestigator, Lead), (Investigator, Member));
        relations[(Custodian, Thing.Item)] = CustodyOffered;
        relations[(LiaisonSpain, Thing.Incoming)] = AddressedLiaisonOfficer;
        return new AccessCase("other unit", file, new OpenRequest(incoming, word, null, (Guid)document.Json["document"]!), outgoing)
        {
            Relations = relations, Things = new Dictionary<Thing, Guid>
            {
                [Thing.Person] = await scenario.RecordedPerson(file.Lead, file), [Thing.Task] = await scenario.MadeTask(file.Lead, file), [Thing.Clock] = await scenario.StartedClock(file.Lead, file),
                [Thing.Occurrence] = await scenario.RecordedOccurrence(file.Lead, file), [Thing.Protocol] = await scenario.DraftedProtocol(file.Lead, file),
            },
        };
    }

    /// <summary>Unit 1's case from which a member was taken off; what France asks waits to be assigned.</summary>
    private static async Task<AccessCase> RemovedMemberAsync(Api api, Scenario scenario)
    {
        var file = await scenario.InvestigationWithSealedEvidence(prosecutor: false);
        (await api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await api.VersionAsync(Investigator, file.Path))).Expect(200);
        (await api.GetAsync(OtherInvestigator, file.Path)).Expect(200);
        (await api.PostAsync(Investigator, $"{file.Path}/members/{OtherInvestigator.Id}/removal", new { reason = "moved" }, await api.VersionAsync(Investigator, file.Path))).Expect(200);
        var outgoing = await scenario.OutgoingRequest(States.Submitted, file);
        var incoming = await scenario.IncomingRequestWithEvidence(States.Received);
        var relations = OnAll([Thing.File, Thing.Item, Thing.Outgoing, Thing.Person, Thing.Task, Thing.Clock, Thing.Occurrence, Thing.Protocol],
            (Investigator, Lead), (Supervisor, UnitSupervisor), (OtherSupervisor, UnitSupervisor));
        relations[(Supervisor, Thing.Incoming)] = UnitSupervisor;
        relations[(OtherSupervisor, Thing.Incoming)] = UnitSupervisor;
        relations[(LiaisonFrance, Thing.Incoming)] = AddressedLiaisonOfficer;
        return new AccessCase("removed member", file, incoming, outgoing)
        {
            Relations = relations, Things = new Dictionary<Thing, Guid>
            {
                [Thing.Person] = await scenario.RecordedPerson(file.Lead, file), [Thing.Task] = await scenario.MadeTask(file.Lead, file), [Thing.Clock] = await scenario.StartedClock(file.Lead, file),
                [Thing.Occurrence] = await scenario.RecordedOccurrence(file.Lead, file), [Thing.Protocol] = await scenario.DraftedProtocol(file.Lead, file),
            },
        };
    }

    internal static Dictionary<(Account, Thing), Relation> OnAll(Thing[] things, params (Account Account, Relation Relation)[] people) =>
        things.SelectMany(thing => people.Select(one => (Key: (one.Account, thing), one.Relation))).ToDictionary(one => one.Key, one => one.Relation);
}
