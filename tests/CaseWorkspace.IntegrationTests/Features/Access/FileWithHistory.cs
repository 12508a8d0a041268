using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;
using static CaseWorkspace.Platform.Policy.Relation;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>How closely the file of a history is kept at its end.</summary>
public enum Kept
{
    Ordinarily,
    Restricted,
    RestrictedAndOpenedAgain,
}

/// <summary>
/// A file that has seen many people come and go, each in one of the ways in which a standing begins, ends or never was; every
/// one who lost it is seen to have had it.
/// </summary>
public sealed class FileWithHistory(OwnPeople own, Kept kept)
{
    private readonly List<(Account Person, Relation? OnFile, Relation? InSubFile)> people = [];
    private OpenFile file = null!;
    private Account first = null!;

    private Api Api => own.Api;

    public async Task<AccessCase> BringAboutAsync()
    {
        first = await NewAsync("led before", null);
        file = await own.Scenario.InvestigationWithSealedEvidence(first);
        var incoming = await own.Scenario.IncomingRequestWithEvidence(States.Released, file);
        var outgoing = await own.Scenario.OutgoingRequest(States.Authorised, file);
        var member = await MemberAsync(await NewAsync("sealed out", Member));
        await TeamAsync();
        await ProsecutorReplacedAsync();

        var lead = await NewAsync("leads", Lead, Lead);
        (await Api.PutAsync(first, file.Path + "/lead", Bodies.Lead(lead, stays: false), await VersionAsync())).Expect(200);
        (await Api.GetAsync(first, file.Path)).Expect(404);
        file = file with { Lead = lead };
        var supervisor = await NewAsync("supervises the sub-file", null, UnitSupervisor, Role.Supervisor, "unit-2");
        var part = await SubFileAsync(lead, supervisor);
        var sealedIncoming = await own.Scenario.SealedIncomingRequest(file, part, supervisor, lead);
        var standIn = await StandInsAsync(member);
        var (entry, opener) = await EmergencyAccessAsync();
        var asker = await NewAsync("asks", null, unit: "unit-2");
        var ask = (await Api.PostAsync(asker, "/api/access-requests", Bodies.Ask(file.Number))).Expect(201).Id;
        await NewAsync("of the unit and not on the file", null);
        await NewAsync("supervisor elsewhere", null, null, Role.Supervisor, "unit-2");
        await OtherFileAsync();
        await RestrictAsync(lead);

        var (identity, protectedWord) = await own.Scenario.ProtectedIdentity(lead, file, part);
        return new AccessCase($"kept {kept}", file, incoming, outgoing)
        {
            Relations = Relations(opener),
            Things = new Dictionary<Thing, Guid>
            {
                [Thing.SubFile] = part.Id, [Thing.SealedItem] = part.Item, [Thing.SealedRequest] = part.Request,
                [Thing.SealedIncoming] = sealedIncoming.Id,
                [Thing.Person] = await own.Scenario.RecordedPerson(lead, file), [Thing.SealedPerson] = await own.Scenario.RecordedPerson(lead, file, part.Word, part.Id),
                [Thing.Identity] = identity,
                [Thing.Task] = await own.Scenario.MadeTask(lead, file), [Thing.SealedTask] = await own.Scenario.MadeTask(lead, file, part.Word, part.Id),
                [Thing.Instruction] = await own.Scenario.GivenInstruction(Prosecutor, file),
                [Thing.Clock] = await own.Scenario.StartedClock(lead, file), [Thing.SealedClock] = await own.Scenario.StartedClock(lead, file, part.Word, part.Id),
                [Thing.Occurrence] = await own.Scenario.RecordedOccurrence(lead, file), [Thing.SealedOccurrence] = await own.Scenario.RecordedOccurrence(lead, file, part.Word, part.Id),
                [Thing.Protocol] = await own.Scenario.DraftedProtocol(lead, file), [Thing.SealedProtocol] = await own.Scenario.DraftedProtocol(lead, file, part.Word, part.Id),
                [Thing.Measure] = await own.Scenario.RecordedMeasure(lead, part),
                [Thing.Ask] = ask, [Thing.Glass] = entry, [Thing.StandIn] = standIn.Id,
            },
            Owners = new Dictionary<Thing, IReadOnlyList<Account>> { [Thing.Glass] = [opener], [Thing.StandIn] = [member, standIn.Person] },
            Cast = [.. All, .. people.Select(one => one.Person)],
            SealedWord = part.Word,
            SealedNumber = part.Number,
            ProtectedWord = protectedWord,
        };
    }

    /// <summary>Came to the file and went, or stayed.</summary>
    private async Task TeamAsync()
    {
        var former = await MemberAsync(await NewAsync("taken off", null));
        await TakeOffAsync(former);
        await MemberAsync(await NewAsync("expired", null), TimeProvider.System.GetUtcNow().AddSeconds(4));
        await MemberAsync(await NewAsync("for a while", Member), TimeProvider.System.GetUtcNow().AddHours(1));
        await MovedAsync(await MemberAsync(await NewAsync("changed unit", null)));
        var returned = await MemberAsync(await NewAsync("changed unit and came back", null));
        await MovedAsync(returned);
        await MovedAsync(returned with { Unit = "unit-2" }, "unit-1");
        await MovedAsync(await LetInAsync(await NewAsync("let in on asking, changed unit", null)));
        await MovedAsync(await MemberAsync(await NewAsync("chosen from elsewhere, changed unit", Member, unit: "unit-2")), "unit-3");
    }

    private async Task ProsecutorReplacedAsync()
    {
        var replaced = await NewAsync("prosecutor before", null, null, Role.Prosecutor, "prosecution");
        (await Api.PutAsync(Supervisor, file.Path + "/prosecutor", Bodies.Prosecutor(replaced), await VersionAsync())).Expect(200);
        (await Api.GetAsync(replaced, file.Path)).Expect(200);
        (await Api.GetAsync(Prosecutor, file.Path)).Expect(404);
        (await Api.PutAsync(Supervisor, file.Path + "/prosecutor", Bodies.Prosecutor(Prosecutor), await VersionAsync())).Expect(200);
    }

    /// <summary>A sealed sub-file, and the people who were named in it once.</summary>
    private async Task<OpenSubFile> SubFileAsync(Account lead, Account supervisor)
    {
        var named = await MemberAsync(await NewAsync("named", Member, Member), by: lead);
        var offSubFile = await MemberAsync(await NewAsync("taken off the sub-file", Member), by: lead);
        var offFile = await MemberAsync(await NewAsync("named, taken off the file", null), by: lead);
        var expired = await MemberAsync(await NewAsync("named, expired", null), TimeProvider.System.GetUtcNow().AddSeconds(6), lead);
        var moved = await MemberAsync(await NewAsync("named, changed unit", null), by: lead);
        Account[] all = [named, offSubFile, offFile, expired, moved];
        var part = await own.Scenario.SealedSubFile(file, lead, supervisor, all);
        foreach (var person in all)
            (await Api.GetAsync(person, $"/api/evidence/{part.Item}")).Expect(200);
        (await Api.PostAsync(lead, $"{part.Path}/people/{offSubFile.Id}/removal", new { reason = "done" }, await Api.VersionAsync(lead, part.Path))).Expect(200);
        await TakeOffAsync(offFile, lead);
        await MovedAsync(moved);

        var standsIn = await NewAsync("stands in for the named one", Member);
        await StandInAsync(named, standsIn, TimeSpan.FromMinutes(-1), TimeSpan.FromHours(1));
        return part;
    }

    private async Task<(Guid Id, Account Person)> StandInsAsync(Account member)
    {
        await StandInAsync(member, await NewAsync("stands in", Member), TimeSpan.FromMinutes(-1), TimeSpan.FromHours(1));
        await StandInAsync(member, await NewAsync("stands in from elsewhere", Member, unit: "unit-2"), TimeSpan.FromMinutes(-1), TimeSpan.FromHours(1));
        await StandInAsync(member, await NewAsync("stood in", null), TimeSpan.FromMinutes(-1), TimeSpan.FromSeconds(3));
        var ended = await NewAsync("stood in, ended early", null);
        var standIn = await StandInAsync(member, ended, TimeSpan.FromMinutes(-1), TimeSpan.FromHours(1));
        (await Api.GetAsync(ended, file.Path)).Expect(200);
        (await Api.PostAsync(member, $"/api/stand-ins/{standIn}/end", Bodies.Reason())).Expect(200);
        (await Api.GetAsync(ended, file.Path)).Expect(404);
        var later = await NewAsync("stands in tomorrow", null);
        return (await StandInAsync(member, later, TimeSpan.FromDays(1), TimeSpan.FromDays(2)), later);
    }

    private async Task<(Guid Id, Account Opener)> EmergencyAccessAsync()
    {
        var opener = await NewAsync("took emergency access", EmergencyAccess, unit: "unit-2");
        var id = (await Api.PostAsync(opener, "/api/break-glass", Bodies.Glass(file.Number))).Expect(201).Id;
        // Nobody has a part in the emergency access of the person for whom they stand in.
        await StandInAsync(opener, await NewAsync("stands in for who took emergency access", null, unit: "unit-2"), TimeSpan.FromMinutes(-1), TimeSpan.FromHours(1));
        var supervisor = await NewAsync("took emergency access too", EmergencyAccess, null, Role.Supervisor, "unit-2");
        (await Api.PostAsync(supervisor, "/api/break-glass", Bodies.Glass(file.Number))).Expect(201);
        var done = await NewAsync("closed the glass", null, null, Role.Prosecutor, "prosecution");
        var closed = (await Api.PostAsync(done, "/api/break-glass", Bodies.Glass(file.Number))).Expect(201).Id;
        (await Api.GetAsync(done, file.Path)).Expect(200);
        (await Api.PostAsync(done, $"/api/break-glass/{closed}/closure")).Expect(200);
        (await Api.GetAsync(done, file.Path)).Expect(404);
        await EmergencyAccessIsOverAsync();
        return (id, opener);
    }

    /// <summary>Took emergency access, and the four hours are over: as if it had been before them.</summary>
    private async Task EmergencyAccessIsOverAsync()
    {
        foreach (var person in new[] { await NewAsync("took emergency access before", null, unit: "unit-2"), await NewAsync("took emergency access before, prosecutor", null, null, Role.Prosecutor, "prosecution") })
        {
            (await Api.PostAsync(person, "/api/break-glass", Bodies.Glass(file.Number))).Expect(201);
            (await Api.GetAsync(person, file.Path)).Expect(200);
            await own.EmergencyAccessWasTakenAsync(person, TimeSpan.FromHours(4));
            (await Api.GetAsync(person, file.Path)).Expect(404);
        }
    }

    private async Task OtherFileAsync() =>
        (await Api.PostAsync(await NewAsync("leads another file", null), "/api/investigations", Bodies.Investigation(Scenario.NewWord()))).Expect(201);

    private async Task RestrictAsync(Account lead)
    {
        // Not by somebody of the unit: the head of it is to be seen outside.
        var named = await NewAsync("supervises by name", kept is Kept.Restricted ? UnitSupervisor : null, null, Role.Supervisor, "unit-2");
        if (kept is Kept.Ordinarily)
            return;
        (await Api.PostAsync(lead, file.Path + "/restriction", Bodies.Restriction(named), await VersionAsync())).Expect(200);
        // The lead only suggests: the head of the unit is out once that is confirmed.
        (await Api.GetAsync(named, file.Path)).Expect(404);
        (await Api.PostAsync(Supervisor, file.Path + "/restriction/confirmation", Bodies.Restriction(named), await VersionAsync())).Expect(200);
        (await Api.GetAsync(Supervisor, file.Path)).Expect(404);
        if (kept is Kept.RestrictedAndOpenedAgain)
            (await Api.PostAsync(named, file.Path + "/restriction/end", Bodies.Reason(), await VersionAsync())).Expect(200);
    }

    private Dictionary<(Account, Thing), Relation> Relations(Account opener)
    {
        var unitHeads = kept is Kept.Restricted ? [] : new (Account, Relation)[] { (Supervisor, UnitSupervisor), (OtherSupervisor, UnitSupervisor) };
        // A stand-in has no part in what is restricted.
        var onFile = people.Where(one => one.OnFile is not null && !(kept is Kept.Restricted && one.Person.Name.StartsWith("stands in", StringComparison.Ordinal)))
            .Select(one => (one.Person, one.OnFile!.Value));
        var relations = AccessCase.OnAll([Thing.File, Thing.Item, Thing.Incoming, Thing.Outgoing, Thing.Ask, Thing.Glass, Thing.Person, Thing.Task, Thing.Instruction, Thing.Clock, Thing.Occurrence, Thing.Protocol],
            [(Prosecutor, SupervisingProsecutor), .. unitHeads, .. onFile]);
        foreach (var thing in new[] { Thing.SubFile, Thing.SealedItem, Thing.SealedRequest, Thing.SealedIncoming, Thing.SealedPerson, Thing.Identity, Thing.SealedTask, Thing.SealedClock, Thing.SealedOccurrence, Thing.SealedProtocol, Thing.Measure })
        {
            foreach (var (person, _, relation) in people.Where(one => one.InSubFile is not null))
                relations[(person, thing)] = relation!.Value;
        }

        foreach (var thing in new[] { Thing.Item, Thing.Incoming, Thing.Outgoing, Thing.SealedIncoming })
            relations[(LiaisonFrance, thing)] = AddressedLiaisonOfficer;
        relations[(opener, Thing.Glass)] = EmergencyAccess;
        return relations;
    }

    private async Task<Account> NewAsync(string name, Relation? onFile, Relation? inSubFile = null, Role role = Role.Investigator, string unit = "unit-1")
    {
        var account = await own.NewAsync(role, name, unit);
        people.Add((account, onFile, inSubFile));
        return account;
    }

    private async Task<Account> MemberAsync(Account person, DateTimeOffset? until = null, Account? by = null)
    {
        var body = until is { } end ? Bodies.Member(person).With("until", end) : Bodies.Member(person);
        (await Api.PostAsync(by ?? first, file.Path + "/members", body, await VersionAsync())).Expect(200);
        (await Api.GetAsync(person, file.Path)).Expect(200);
        return person;
    }

    private async Task<Account> LetInAsync(Account asker)
    {
        var ask = (await Api.PostAsync(asker, "/api/access-requests", Bodies.Ask(file.Number))).Expect(201).Id;
        (await Api.PostAsync(first, $"/api/access-requests/{ask}/grant", new JsonObject(), 1)).Expect(200);
        (await Api.GetAsync(asker, file.Path)).Expect(200);
        return asker;
    }

    private async Task TakeOffAsync(Account person, Account? by = null)
    {
        (await Api.PostAsync(by ?? first, $"{file.Path}/members/{person.Id}/removal", new { reason = "moved" }, await VersionAsync())).Expect(200);
        (await Api.GetAsync(person, file.Path)).Expect(404);
    }

    /// <summary>From now on the person's tokens name another unit.</summary>
    private async Task MovedAsync(Account person, string unit = "unit-2")
    {
        var i = people.FindIndex(one => one.Person == person);
        people[i] = people[i] with { Person = await own.KnownAsync(person with { Unit = unit }) };
    }

    private async Task<Guid> StandInAsync(Account away, Account person, TimeSpan since, TimeSpan until)
    {
        var now = TimeProvider.System.GetUtcNow();
        // Into another unit the head lends.
        var (by, body) = person.Unit == away.Unit || away.Unit != Supervisor.Unit
            ? (away, Bodies.StandIn(person, now + since, now + until)) : (Supervisor, Bodies.StandInFor(away, person, now + since, now + until));
        return (await Api.PostAsync(by, "/api/stand-ins", body)).Expect(201).Id;
    }

    private Task<long> VersionAsync() => Api.VersionAsync(file.Lead, file.Path);
}
