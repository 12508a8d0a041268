using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>A case file with two sealed items of evidence, of which tests release at most the first.</summary>
/// <param name="Word">Stands in every text of it and nowhere else.</param>
public sealed record OpenFile(Guid Id, string Number, string Word, Account Lead, Guid Item, byte[] Content, Guid OtherItem)
{
    public string Path => $"/api/investigations/{Id}";
    public string ItemPath => $"/api/evidence/{Item}";
    public string OtherItemPath => $"/api/evidence/{OtherItem}";
}

/// <summary>A request for information.</summary>
/// <param name="Document">Added by the liaison officer; null when none was.</param>
public sealed record OpenRequest(Guid Id, string Word, OpenFile? File, Guid? Document = null)
{
    public string Path => $"/api/information-requests/{Id}";
}

/// <summary>A sealed sub-file of a file, with an item, a note and a request in it.</summary>
/// <param name="Word">Stands in every text of it and nowhere else.</param>
public sealed record OpenSubFile(Guid Id, string Number, string Word, Guid Item, Guid Request)
{
    public string Path => $"/api/sub-files/{Id}";
}

/// <summary>Brings the workspace into a state by its API alone, as its people would.</summary>
public sealed class Scenario(Api api)
{
    /// <summary>A word that stands nowhere yet.</summary>
    public static string NewWord() => "w" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <summary>The investigator leads, the prosecutor supervises where one is named.</summary>
    public async Task<OpenFile> InvestigationWithSealedEvidence(Account? lead = null, bool prosecutor = true)
    {
        var leading = lead ?? Investigator;
        var word = NewWord();
        var file = (await api.PostAsync(leading, "/api/investigations", Bodies.Investigation(word))).Expect(201);
        var path = $"/api/investigations/{file.Id}";
        (await api.PostAsync(leading, path + "/notes", Bodies.Note(word))).Expect(200);
        if (prosecutor)
            (await api.PutAsync(Supervisor, path + "/prosecutor", Bodies.Prosecutor(Prosecutor), await api.VersionAsync(leading, path))).Expect(200);
        var content = RandomNumberGenerator.GetBytes(3000);
        var item = await SealedItem(leading, file.Id, word, content);
        var other = await SealedItem(leading, file.Id, word, RandomNumberGenerator.GetBytes(2000));
        var number = (string)(await api.GetAsync(leading, path)).Expect(200).Json["number"]!;
        return new OpenFile(file.Id, number, word, leading, item, content, other);
    }

    public async Task<Guid> SealedItem(Account by, Guid file, string word, byte[] content)
    {
        var item = (await api.PostAsync(by, $"/api/investigations/{file}/evidence", Bodies.Evidence(word))).Expect(201).Id;
        (await api.UploadAsync(by, HttpMethod.Put, $"/api/evidence/{item}/content?fileName={word}.bin", content)).Expect(200);
        return item;
    }

    /// <summary>A migrant recorded in the file, or in the sealed sub-file of it.</summary>
    public async Task<Guid> RecordedPerson(Account by, OpenFile file, string? word = null, Guid? subFile = null) =>
        (await api.PostAsync(by, file.Path + "/people", Bodies.Person(word ?? file.Word).With("subFile", subFile))).Expect(201).Id;

    /// <summary>A person of the file whose identity is kept in the sealed sub-file. The word stands in the name, the place of birth and a fact, and nowhere else.</summary>
    public async Task<(Guid Identity, string Word)> ProtectedIdentity(Account by, OpenFile file, OpenSubFile part)
    {
        var word = NewWord();
        var person = await RecordedPerson(by, file, word);
        var path = $"/api/people/{person}";
        (await api.PostAsync(by, path + "/facts", Bodies.PersonFact(word))).Expect(200);
        (await api.PostAsync(by, path + "/status", Bodies.Status().With("reason", $"Saw it, says {word}"), await api.VersionAsync(by, path))).Expect(200);
        (await api.PostAsync(by, path + "/protection", Bodies.Protection(part.Id), await api.VersionAsync(by, path))).Expect(200);
        return ((Guid)(await api.GetAsync(by, path)).Expect(200).Json["protection"]!["identity"]!, word);
    }

    /// <summary>A task of the lead in the file, or in the sealed sub-file of it.</summary>
    public async Task<Guid> MadeTask(Account by, OpenFile file, string? word = null, Guid? subFile = null) =>
        (await api.PostAsync(by, file.Path + "/tasks", Bodies.Task(word ?? file.Word).With("subFile", subFile))).Expect(201).Id;

    /// <summary>A draft of a protocol of what the person did in urgency, in the file, or in the sealed sub-file of it.</summary>
    public async Task<Guid> DraftedProtocol(Account by, OpenFile file, string? word = null, Guid? subFile = null) =>
        (await api.PostAsync(by, file.Path + "/protocols", Bodies.UrgentProtocol(word ?? file.Word, by).With("subFile", subFile))).Expect(201).Id;

    /// <summary>The same, signed.</summary>
    public async Task<Guid> SignedProtocol(Account by, OpenFile file)
    {
        var id = await DraftedProtocol(by, file);
        (await api.PostAsync(by, $"/api/protocols/{id}/signing", Bodies.Signing(), 1)).Expect(200);
        return id;
    }

    /// <summary>A covert measure in the sealed sub-file.</summary>
    public async Task<Guid> RecordedMeasure(Account by, OpenSubFile part, string? word = null) =>
        (await api.PostAsync(by, $"/api/sub-files/{part.Id}/covert-measures", Bodies.CovertMeasure(word ?? part.Word))).Expect(201).Id;

    /// <summary>A prosecutor's instruction to the lead.</summary>
    public async Task<Guid> GivenInstruction(Account by, OpenFile file) =>
        (await api.PostAsync(by, file.Path + "/instructions", Bodies.Instruction(file.Word))).Expect(201).Id;

    /// <summary>An entry of the chronology, in the file, or in the sealed sub-file of it.</summary>
    public async Task<Guid> RecordedOccurrence(Account by, OpenFile file, string? word = null, Guid? subFile = null) =>
        (await api.PostAsync(by, file.Path + "/occurrences", Bodies.Occurrence(word ?? file.Word).With("subFile", subFile))).Expect(201).Id;

    /// <summary>The clock of a pre-trial hearing in the file, or in the sealed sub-file of it.</summary>
    public async Task<Guid> StartedClock(Account by, OpenFile file, string? word = null, Guid? subFile = null) =>
        (await api.PostAsync(by, file.Path + "/clocks", Bodies.Clock(word ?? file.Word).With("subFile", subFile))).Expect(201).Id;

    /// <summary>The item, offered to the custodian, who is known to the workspace from then on at the latest.</summary>
    public async Task OfferedIntoCustody(Account by, Guid item, Account custodian)
    {
        (await api.GetAsync(custodian, "/api/evidence")).Expect(200);
        var path = $"/api/evidence/{item}";
        (await api.PostAsync(by, path + "/custody", Bodies.Custody(custodian), await api.VersionAsync(by, path))).Expect(200);
    }

    /// <summary>The item, held by the custodian.</summary>
    public async Task InCustody(Account by, Guid item, Account custodian)
    {
        await OfferedIntoCustody(by, item, custodian);
        var custody = $"/api/evidence/{item}/custody";
        (await api.PostAsync(custodian, custody + "/acceptance", Bodies.TakenOver(), await api.VersionAsync(custodian, custody + "/offer"))).Expect(200);
    }

    /// <summary>A sealed sub-file in the file, kept by its lead, with what lies in it.</summary>
    public async Task<OpenSubFile> SealedSubFile(OpenFile file, Account lead, Account supervisor, params Account[] named)
    {
        var word = NewWord();
        // The supervisor of the file supervises it first, and may hand that on.
        var first = supervisor.Unit == lead.Unit ? supervisor : Supervisor;
        var part = (await api.PostAsync(lead, file.Path + "/sub-files", Bodies.SubFile(word, first))).Expect(201).Id;
        var path = $"/api/sub-files/{part}";
        if (first != supervisor)
            (await api.PutAsync(first, path + "/supervisor", Bodies.Named(supervisor), await api.VersionAsync(first, path))).Expect(200);
        foreach (var person in named)
            (await api.PostAsync(lead, path + "/people", Bodies.Named(person), await api.VersionAsync(lead, path))).Expect(200);
        (await api.PostAsync(lead, path + "/notes", Bodies.Note(word))).Expect(200);
        var item = (await api.PostAsync(lead, file.Path + "/evidence", Bodies.Evidence(word).With("subFile", part))).Expect(201).Id;
        (await api.UploadAsync(lead, HttpMethod.Put, $"/api/evidence/{item}/content?fileName={word}.bin", RandomNumberGenerator.GetBytes(700))).Expect(200);
        var request = (await api.PostAsync(lead, $"{file.Path}/information-requests?subFile={part}", Bodies.RequestContent(word))).Expect(201).Id;
        var number = (string)(await api.GetAsync(lead, path)).Expect(200).Json["number"]!;
        return new OpenSubFile(part, number, word, item, request);
    }

    /// <summary>What France asks the supervisor's unit, given to the investigator in the sealed sub-file.</summary>
    public async Task<OpenRequest> SealedIncomingRequest(OpenFile file, OpenSubFile part, Account supervisor, Account investigator)
    {
        var word = NewWord();
        var id = (await api.PostAsync(LiaisonFrance, "/api/information-requests", Bodies.Registration(word, unit: supervisor.Unit))).Expect(201).Id;
        var request = new OpenRequest(id, word, file);
        (await Act(request, supervisor, "assignment", Bodies.Assignment(investigator, file.Id).With("subFile", part.Id))).Expect(200);
        return request;
    }

    /// <summary>
    /// France asks, through its liaison officer: a request in the state, with evidence in the answer where it has come that far.
    /// </summary>
    /// <param name="state">One of <see cref="States"/>.</param>
    /// <param name="file">The file it is assigned to, of the investigator; a new one when not given.</param>
    public async Task<OpenRequest> IncomingRequestWithEvidence(string state, OpenFile? file = null)
    {
        var word = NewWord();
        var id = (await api.PostAsync(LiaisonFrance, "/api/information-requests", Bodies.Registration(word))).Expect(201).Id;
        var added = (await api.UploadAsync(LiaisonFrance, HttpMethod.Post, $"/api/information-requests/{id}/documents?fileName={word}.pdf", RandomNumberGenerator.GetBytes(500))).Expect(201);
        var request = new OpenRequest(id, word, file, (Guid)added.Json["document"]!);
        if (state is States.Received)
            return request;
        var on = file ?? await InvestigationWithSealedEvidence();
        request = request with { File = on };
        (string State, Account By, string Act, JsonObject? Body)[] steps =
        [
            (States.Assigned, Supervisor, "assignment", Bodies.Assignment(on.Lead, on.Id)),
            ("answer-prepared", on.Lead, "answers", Bodies.Answer(word, [on.Item], [request.Document!.Value])),
            (States.Prepared, on.Lead, "submission", null),
            (States.AwaitingProsecutor, Supervisor, "release", null),
            (States.Released, Prosecutor, "release", null),
            (States.Answered, LiaisonFrance, "transmission", Bodies.Transmission()),
            (States.Closed, LiaisonFrance, "closure", null),
        ];
        await StepUntil(state, request, steps);
        return request;
    }

    /// <summary>We ask France: a request in the state.</summary>
    /// <param name="state">One of <see cref="States"/>.</param>
    /// <param name="file">The file it is on, of its lead; a new one of the investigator when not given.</param>
    public async Task<OpenRequest> OutgoingRequest(string state, OpenFile? file = null)
    {
        var on = file ?? await InvestigationWithSealedEvidence();
        var word = NewWord();
        var id = (await api.PostAsync(on.Lead, on.Path + "/information-requests", Bodies.RequestContent(word))).Expect(201).Id;
        var request = new OpenRequest(id, word, on);
        (string State, Account By, string Act, JsonObject? Body)[] steps =
        [
            (States.Submitted, on.Lead, "submission", null),
            (States.Authorised, Supervisor, "authorisation", null),
            (States.Transmitted, LiaisonFrance, "transmission", Bodies.Transmission()),
            (States.ClarificationAsked, LiaisonFrance, "clarifications", Bodies.Clarification(word)),
            (States.Answered, LiaisonFrance, "answers", Bodies.Answer(word)),
            (States.Closed, on.Lead, "closure", null),
        ];
        if (state is not States.Draft)
            await StepUntil(state, request, steps);
        return request;
    }

    /// <summary>Does one act on the request, having seen its present version.</summary>
    public async Task<Reply> Act(OpenRequest request, Account by, string act, object? body = null) =>
        await api.PostAsync(by, $"{request.Path}/{act}", body, await api.VersionAsync(by, request.Path));

    private async Task StepUntil(string state, OpenRequest request, (string State, Account By, string Act, JsonObject? Body)[] steps)
    {
        var last = Array.FindIndex(steps, step => step.State == state);
        if (last < 0)
            throw new ArgumentException($"A request does not come into the state {state} this way.", nameof(state));
        foreach (var step in steps.Take(last + 1))
            (await Act(request, step.By, step.Act, step.Body)).Expect(200);
    }
}
