using System.Text.Json;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using static CaseWorkspace.Worker.SampleData.DemoActors;

namespace CaseWorkspace.Worker.SampleData;

/// <summary>
/// Three investigations at different stages, with requests from and to France and Spain in different states.
/// Each command carries a fixed idempotency key, so that writing goes on after a stop half-way; once all is written nothing is tried again,
/// also when the keys are forgotten.
/// </summary>
internal sealed class SampleCases(
    CommandPipeline pipeline, QueryPipeline queries, SampleEvidence evidence, SamplePeople people, SampleTasks tasks, SampleClocks clocks, SampleProtocols protocols,
    SampleChronology chronology, TimeProvider clock)
{
    private const string LastSubject = "Statements of eleven applicants";

    private DateTimeOffset _begun;

    public async Task Write(CancellationToken cancellation)
    {
        if (await IsWritten(cancellation))
        {
            return;
        }

        var lyon = await Lyon(cancellation);
        _begun = await OpenedAt(lyon, cancellation);
        await Run("lyon-number", new RecordOfficialNumber(lyon, "Prosecutor's office, Kutaisi", "SYNTH-2026/118", Ago(days: 20)), Investigator, cancellation);
        var barcelona = await Barcelona(cancellation);
        await Early(cancellation);
        var messages = await evidence.WriteLyon(lyon, _begun, cancellation);
        await evidence.WriteBarcelona(barcelona, _begun, cancellation);
        var known = await people.WriteLyon(lyon, _begun, cancellation);
        await people.WriteBarcelona(barcelona, _begun, cancellation);
        await tasks.WriteLyon(lyon, _begun, cancellation);
        await clocks.WriteLyon(lyon, known.Organiser, _begun, cancellation);
        await tasks.WriteBarcelona(barcelona, _begun, cancellation);
        await chronology.WriteLyon(lyon, known, messages, _begun, cancellation);
        await protocols.WriteLyon(lyon, _begun, cancellation);
        await protocols.WriteBarcelona(barcelona, _begun, cancellation);

        await FromFranceToAssign(cancellation);
        await FromFranceAtWork(lyon, cancellation);
        await FromSpainToRelease(barcelona, cancellation);
        await ToFranceToAuthorise(lyon, cancellation);
        await ToFranceOnTheWay(lyon, cancellation);
        await ToSpainAnswered(barcelona, cancellation);
    }

    /// <summary>Whether the last command of all was done.</summary>
    private async Task<bool> IsWritten(CancellationToken cancellation)
    {
        var found = await queries.List(new RequestList(LastSubject, Directions.Outgoing, null, 1, OldestFirst: true), Investigator, cancellation);
        return found.Value?.Items is [{ Subject: LastSubject, AnsweredAt: not null }];
    }

    private async Task<Guid> Lyon(CancellationToken cancellation)
    {
        var file = await Run("lyon", new OpenInvestigation(
            "Irregular stay, Lyon: apartments and false employment papers",
            ["irregular-stay"],
            ["FR"],
            "A group is said to place Georgian citizens in apartments near Lyon and to supply employment papers that no employer issued. "
            + "Payment is taken in cash in Kutaisi before departure and in instalments abroad. First indication: a complaint of 12 September, "
            + "two statements, and bank transfers that end at the same account.",
            "report-written"), Investigator, cancellation);
        await Run("lyon-prosecutor", new NameProsecutor(file, 1, Prosecutor.Id), Supervisor, cancellation);
        await Run("lyon-note-1", new AddNote(file,
            "Witness 1 names a recruiter only by a nickname. Number used for contact is prepaid and was switched off on 3 October."),
            Investigator, cancellation);
        await Run("lyon-note-2", new AddNote(file,
            "Transfers: 14 payments between June and September, each 1,500 to 2,000 euro, same beneficiary. Statement requested from the bank."),
            Investigator, cancellation);
        return file;
    }

    private async Task<Guid> Barcelona(CancellationToken cancellation)
    {
        var file = await Run("barcelona", new OpenInvestigation(
            "Unfounded asylum applications, Barcelona: prepared statements",
            ["unfounded-asylum", "irregular-entry"],
            ["ES", "FR"],
            "Eleven applicants in Barcelona handed in statements with the same wording. All travelled through the same agency in Tbilisi within "
            + "five weeks. The applicants are recorded as witnesses."), Investigator, cancellation);
        await Run("barcelona-prosecutor", new NameProsecutor(file, 1, Prosecutor.Id), Supervisor, cancellation);
        await Run("barcelona-note", new AddNote(file,
            "Comparison of the eleven statements: nine share three paragraphs word for word."), Investigator, cancellation);
        return file;
    }

    private async Task Early(CancellationToken cancellation) =>
        await Run("early", new OpenInvestigation(
            "Irregular entry by van through two borders",
            ["irregular-entry"],
            ["PL", "DE"],
            "Indication from a border check. Verification has begun."), Investigator2, cancellation);

    private async Task FromFranceToAssign(CancellationToken cancellation) =>
        await Run("fr-in-1", new RegisterRequest("unit-1", "OCRIEST-2026-1183", Ago(hours: 6), new RequestContent(
            "FR", "OCRIEST", "Holder of a telephone number", "investigation", "police-cooperation", "urgent-direct",
            "Arrests are planned for tomorrow morning.",
            "The number appears in the messages of two persons under observation in Lyon. It is believed to belong to an organiser in Georgia.",
            ["Holder of the number +995 555 00 00 00 since June", "Whether the holder is known to the police"], null)),
            LiaisonFrance, cancellation);

    private async Task FromFranceAtWork(Guid file, CancellationToken cancellation)
    {
        var request = await Run("fr-in-2", new RegisterRequest("unit-1", "OCRIEST-2026-1150", Ago(days: 2), new RequestContent(
            "FR", "OCRIEST", "Border crossings of three persons", "investigation", "law-enforcement-cooperation-2013", "urgent-indirect",
            "The persons may leave the apartment at any time.",
            "Three persons stay in an apartment in Villeurbanne that the group rents. Their dates of travel are to be established.",
            ["Border crossings of the three persons since January", "Travel documents used", "Companions on the same journeys"],
            "For the investigation named above only.")), LiaisonFrance, cancellation);
        await Run("fr-in-2-assign", new AssignRequest(request, 1, Investigator.Id, file), Supervisor, cancellation);
    }

    private async Task FromSpainToRelease(Guid file, CancellationToken cancellation)
    {
        var request = await Run("es-in-1", new RegisterRequest("unit-1", "UCRIF-BCN-0457/26", Ago(days: 5), new RequestContent(
            "ES", "UCRIF Barcelona", "Travel agency in Tbilisi", "investigation", "police-cooperation", "ordinary", null,
            "Eleven asylum applicants name the same travel agency. Its owners and its registration are asked for.",
            ["Registration of the agency and its owners", "Previous proceedings against the owners"], null)), LiaisonSpain, cancellation);
        await Run("es-in-1-assign", new AssignRequest(request, 1, Investigator.Id, file), Supervisor, cancellation);
        await Run("es-in-1-answer", new PrepareAnswer(request, 2, new AnswerContent(
            [
                new ItemAnswer(1, "given", null, "Registered in the public registry in 2021; one owner, extract can be supplied.", []),
                new ItemAnswer(2, "nothing-held", null, null, []),
            ],
            null, "H1", null, "A", "1", [])), Investigator, cancellation);
        await Run("es-in-1-submit", new SubmitForAuthorisation(request, 3), Investigator, cancellation);
    }

    private async Task ToFranceToAuthorise(Guid file, CancellationToken cancellation)
    {
        var request = await Run("fr-out-1", new DraftRequest(file, new RequestContent(
            "FR", "OCRIEST", "Lease of two apartments", "investigation", "police-cooperation", "ordinary", null,
            "Two addresses in Villeurbanne are named by witnesses. Tenants and payments are to be established.",
            ["Tenant of each apartment since May", "Who pays the rent, and from which account"],
            "Not to be shared with the persons concerned.")), Investigator, cancellation);
        await Run("fr-out-1-submit", new SubmitForAuthorisation(request, 1), Investigator, cancellation);
    }

    private async Task ToFranceOnTheWay(Guid file, CancellationToken cancellation)
    {
        var request = await Run("fr-out-2", new DraftRequest(file, new RequestContent(
            "FR", "OCRIEST", "Employer named in contracts", "investigation", "police-cooperation", "urgent-indirect",
            "The company is about to be dissolved.",
            "Fourteen employment contracts bear the stamp of one company near Lyon. Whether it employs anybody is to be established.",
            ["Whether the company employs anybody", "Its directors since 2025"], null)), Investigator, cancellation);
        await Run("fr-out-2-submit", new SubmitForAuthorisation(request, 1), Investigator, cancellation);
        await Run("fr-out-2-authorise", new AuthoriseRequest(request, 2), Supervisor, cancellation);
        await Transmit("fr-out-2-transmit", request, "siena", LiaisonFrance, cancellation);
    }

    private async Task ToSpainAnswered(Guid file, CancellationToken cancellation)
    {
        var request = await Run("es-out-1", new DraftRequest(file, new RequestContent(
            "ES", "UCRIF Barcelona", LastSubject, "investigation", "law-enforcement-cooperation-2013", "ordinary", null,
            "Eleven applications for protection are believed to rest on prepared statements.",
            ["Dates of the eleven applications", "Interpreter or adviser present"], null)), Investigator, cancellation);
        await Run("es-out-1-submit", new SubmitForAuthorisation(request, 1), Investigator, cancellation);
        await Run("es-out-1-authorise", new AuthoriseRequest(request, 2), Supervisor2, cancellation);
        await Transmit("es-out-1-transmit", request, "liaison-officer", LiaisonSpain, cancellation);
        await FromAbroad("es-out-1-answer", new RecordAnswer(request, null, new AnswerContent(
            [
                new ItemAnswer(1, "given", null, "Between 4 August and 9 September; list supplied orally, document follows.", []),
                new ItemAnswer(2, "refused", "judicial-authorisation-refused", null, []),
            ],
            "Answered in part.", "H2", null, "A", "2", []), "UCRIF-BCN-0502/26"), LiaisonSpain, cancellation);
    }

    /// <summary>As soon as it may leave: a repetition states the same time.</summary>
    private async Task Transmit(string key, Guid request, string channel, Actor officer, CancellationToken cancellation)
    {
        var answer = await queries.Ask(new RequestView(request), officer, cancellation);
        using var document = JsonDocument.Parse(answer.Value!.Json);
        var since = document.RootElement.TryGetProperty("mayLeaveSince", out var said) && said.ValueKind is JsonValueKind.String
            ? said.GetDateTimeOffset() : _begun;
        await FromAbroad(key, new TransmitAbroad(request, null, channel, since), officer with { SecondFactorAt = clock.GetUtcNow() }, cancellation);
    }

    /// <summary>Of a version seen abroad nothing is known beforehand. What an earlier version of the sample did under the key stays.</summary>
    private async Task FromAbroad(string key, ICommand<InformationRequest> command, Actor officer, CancellationToken cancellation)
    {
        var outcome = await pipeline.Execute(command, officer, $"sample-data/{key}", cancellation);
        if (outcome.Refusal is { Kind: not RefusalKind.KeyReused } refusal)
        {
            throw new InvalidOperationException($"The sample {key} was refused: {refusal.Code}.");
        }
    }

    /// <summary>Times are counted from the first file's opening, so that a repetition sends the same commands.</summary>
    private DateTimeOffset Ago(int days = 0, int hours = 0) => _begun.AddDays(-days).AddHours(-hours);

    private async Task<DateTimeOffset> OpenedAt(Guid file, CancellationToken cancellation)
    {
        var answer = await queries.Ask(new InvestigationFile(file), Investigator, cancellation);
        using var document = JsonDocument.Parse(answer.Value!.Json);
        return document.RootElement.GetProperty("openedAt").GetDateTimeOffset();
    }

    private async Task<Guid> Run<TState>(string key, ICommand<TState> command, Actor actor, CancellationToken cancellation)
        where TState : class
    {
        var outcome = await pipeline.Execute(command, actor, $"sample-data/{key}", cancellation);

        return outcome.Accepted
            ? outcome.Id
            : throw new InvalidOperationException($"The sample {key} was refused: {outcome.Refusal!.Code}.");
    }
}
