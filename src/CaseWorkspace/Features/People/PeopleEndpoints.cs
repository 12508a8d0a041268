using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorkspace.Features.People;

/// <summary>The routes of people recorded in files.</summary>
public static class PeopleEndpoints
{
    /// <summary>Maps them under <c>/api</c>, each with the operation that it does.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var ofFile = api.MapGroup("/investigations/{file:guid}/people");

        ofFile.MapPost("/", (Guid file, NewPerson body, ApiCommands commands) =>
                commands.Create(new RecordPerson(file, body.Description, body.IsMigrant, body.SubFile), id => $"/api/people/{id}"))
            .Changes(PeopleOperations.Record, creates: true);

        ofFile.MapGet("/", (Guid file, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new PeopleOfFile(file, cursor, PageSize.Of(size))))
            .Does(PeopleOperations.ListOfFile).Produces<Page<PersonRow>>();

        ofFile.MapGet("/as-of", (Guid file, DateTimeOffset? at, string? cursor, int? size, ApiQueries queries) =>
                queries.Past<RecordedPerson>(new PeopleAsOf(file, at ?? queries.Now, cursor, PageSize.Of(size))))
            .Does(PeopleOperations.ListAsOf).Produces<Page<RecordedPerson>>();

        var people = api.MapGroup("/people");

        people.MapGet("/", (string? search, string? cursor, int? size, bool? oldestFirst, ApiQueries queries) =>
                queries.List(new PeopleList(search, cursor, PageSize.Of(size), oldestFirst ?? false)))
            .Does(PeopleOperations.List).Produces<Page<PersonRow>>();

        var person = people.MapGroup("/{id:guid}");

        person.MapGet("/", (Guid id, ApiQueries queries) => queries.Show(new PersonDocument(id)))
            .Shows<RecordedPerson>(PeopleOperations.View);

        person.MapGet("/recipients", (Guid id, string? cursor, int? size, ApiQueries queries) => queries.Ask(new PassedOn(id, cursor, PageSize.Of(size))))
            .Does(PeopleOperations.ListRecipients).Produces<Page<PassedRow>>();

        person.MapPut("/", (Guid id, CorrectedPerson body, ApiCommands commands) =>
                commands.Execute(new CorrectPerson(id, commands.SeenVersion, body.Description, body.IsMigrant, body.Reason)))
            .Changes(PeopleOperations.Correct).NeedsVersion();

        person.MapPost("/status", (Guid id, NewStatus body, ApiCommands commands) =>
                commands.Execute(new SetStatus(id, commands.SeenVersion, body.Status, body.Since, body.Reason)))
            .Changes(PeopleOperations.SetStatus).NeedsVersion();

        person.MapPost("/category", (Guid id, NewCategory body, ApiCommands commands) =>
                commands.Execute(new SetCategory(id, commands.SeenVersion, body.Category, body.Since, body.Reason)))
            .Changes(PeopleOperations.SetCategory).NeedsVersion();

        person.MapPost("/facts", (Guid id, NewPersonFact body, ApiCommands commands) => commands.Execute(new RecordFact(id, body.Content)))
            .Changes(PeopleOperations.RecordFact);

        person.MapPost("/facts/{fact:guid}/withdrawal", (Guid id, Guid fact, WithdrawnFact body, ApiCommands commands) =>
                commands.Execute(new WithdrawFact(id, commands.SeenVersion, fact, body.Reason, body.Right)))
            .Changes(PeopleOperations.WithdrawFact).NeedsVersion();

        person.MapPost("/qualifications", (Guid id, NewQualification body, ApiCommands commands) =>
                commands.Execute(new QualifyConduct(id, commands.SeenVersion, body.Content, body.Reason)))
            .Changes(PeopleOperations.Qualify).NeedsVersion();

        person.MapPost("/qualifications/{qualification:guid}/withdrawal", (Guid id, Guid qualification, WithdrawnFromPerson body, ApiCommands commands) =>
                commands.Execute(new WithdrawQualification(id, commands.SeenVersion, qualification, body.Reason)))
            .Changes(PeopleOperations.WithdrawQualification).NeedsVersion();

        person.MapPost("/screenings", (Guid id, NewScreening body, ApiCommands commands) =>
                commands.Execute(new RecordScreening(id, commands.SeenVersion, body.InterviewedAt, body.Indicators, body.Note)))
            .Changes(PeopleOperations.Screen).NeedsVersion();

        person.MapPost("/representatives", (Guid id, NewRepresentative body, ApiCommands commands) => commands.Execute(new NameRepresentative(id, body.Content)))
            .Changes(PeopleOperations.NameRepresentative);

        person.MapPost("/representatives/{representative:guid}/end", (Guid id, Guid representative, EndedRepresentative body, ApiCommands commands) =>
                commands.Execute(new EndRepresentative(id, commands.SeenVersion, representative, body.Until, body.Reason)))
            .Changes(PeopleOperations.EndRepresentative).NeedsVersion();

        person.MapPost("/secrecy", (Guid id, NewSecrecyBond body, ApiCommands commands) => commands.Execute(new BindToSecrecy(id, body.Content)))
            .Changes(PeopleOperations.BindToSecrecy);

        person.MapPost("/review", (Guid id, NewRecordReview body, ApiCommands commands) =>
                commands.Execute(new ReviewRecord(id, commands.SeenVersion, body.Verdict, body.Reason)))
            .Changes(PeopleOperations.ReviewRecord).NeedsVersion();

        person.MapPost("/protection", (Guid id, NewProtection body, ApiCommands commands) =>
                commands.Execute(new ProtectIdentity(id, commands.SeenVersion, body.SubFile, body.Alias, body.Alphabet, body.Reason)))
            .Changes(PeopleOperations.ProtectIdentity).NeedsVersion();

        person.MapPost("/restriction", (Guid id, NewRecordRestriction body, ApiCommands commands) =>
                commands.Execute(new RestrictRecord(id, commands.SeenVersion, body.Ground, body.Reason)))
            .Changes(PeopleOperations.Restrict).NeedsVersion();

        person.MapPost("/restriction/end", (Guid id, LiftedRecordRestriction body, ApiCommands commands) =>
                commands.Execute(new LiftRecordRestriction(id, commands.SeenVersion, body.Reason)))
            .Changes(PeopleOperations.LiftRestriction).NeedsVersion();

        person.MapPost("/erasure", (Guid id, NewErasure body, ApiCommands commands) =>
                commands.Execute(new ProposeErasure(id, commands.SeenVersion, body.Ground, body.Reason)))
            .Changes(PeopleOperations.ProposeErasure).NeedsVersion();

        person.MapPost("/erasure/decision", (Guid id, NewErasureDecision body, ApiCommands commands) =>
                commands.Execute(new DecideOnErasure(id, commands.SeenVersion, body.Verdict, body.Reason)))
            .Changes(PeopleOperations.DecideOnErasure).NeedsVersion();

        person.MapPost("/screening-decision", (Guid id, NewScreeningDecision body, ApiCommands commands) =>
                commands.Execute(new DecideScreening(id, commands.SeenVersion, body.Verdict, body.Reason)))
            .Changes(PeopleOperations.DecideScreening).NeedsVersion();

        MapIdentities(api.MapGroup("/protected-identities"));
    }

    private static void MapIdentities(IEndpointRouteBuilder identities)
    {
        identities.MapGet("/", (string? search, string? cursor, int? size, ApiQueries queries) =>
                queries.List(new IdentityList(search, cursor, PageSize.Of(size))))
            .Does(PeopleOperations.ListIdentities).Produces<Page<IdentityRow>>();

        var identity = identities.MapGroup("/{id:guid}");

        identity.MapGet("/", (Guid id, ApiQueries queries) => queries.Show(new IdentityDocument(id)))
            .Shows<ProtectedIdentity>(PeopleOperations.ViewIdentity);

        identity.MapPut("/", (Guid id, CorrectedIdentity body, ApiCommands commands) =>
                commands.Execute(new CorrectIdentity(id, commands.SeenVersion, body.Description, body.Reason)))
            .Changes(PeopleOperations.CorrectIdentity).NeedsVersion();

        identity.MapPost("/facts", (Guid id, NewPersonFact body, ApiCommands commands) => commands.Execute(new RecordIdentityFact(id, body.Content)))
            .Changes(PeopleOperations.RecordIdentityFact);

        identity.MapPost("/facts/{fact:guid}/withdrawal", (Guid id, Guid fact, WithdrawnFromPerson body, ApiCommands commands) =>
                commands.Execute(new WithdrawIdentityFact(id, commands.SeenVersion, fact, body.Reason)))
            .Changes(PeopleOperations.WithdrawIdentityFact).NeedsVersion();

        identity.MapPost("/release", (Guid id, AskedRelease body, ApiCommands commands) =>
                commands.Execute(new AskToReleaseIdentity(id, commands.SeenVersion, body.Reason)))
            .Changes(PeopleOperations.AskToReleaseIdentity).NeedsVersion();

        identity.MapPost("/decision", (Guid id, NewIdentityDecision body, ApiCommands commands) =>
                commands.Execute(new DecideOnIdentity(id, commands.SeenVersion, body.Verdict, body.Reason)))
            .Changes(PeopleOperations.DecideOnIdentity).NeedsVersion();
    }
}

/// <summary>Why a protected identity should be open again.</summary>
public sealed record AskedRelease(string Reason);

/// <summary>Why a fact or a qualification is taken back.</summary>
public sealed record WithdrawnFromPerson(string Reason);
