using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorkspace.Features.Journal;

/// <summary>The routes of the journal.</summary>
public static class JournalEndpoints
{
    private static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    /// <summary>Maps them under <c>/api</c>, each with the operation that it does.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var journal = api.MapGroup("/journal");

        journal.MapGet("/", ([AsParameters] JournalQuestion asked, string? cursor, int? size, ApiQueries queries, AccessPolicy policy) =>
                queries.List(new JournalList(asked.Filter(policy), Exporting: false, cursor, PageSize.Of(size))))
            .Does(JournalOperations.Read).Produces<Page<JournalRow>>();

        journal.MapGet("/export", ([AsParameters] JournalQuestion asked, ApiQueries queries, AccessPolicy policy, JournalExport export) =>
                export.Answer(queries.Actor, asked.Filter(policy)))
            .Does(JournalOperations.Export).Produces<Stream>(StatusCodes.Status200OK, JournalExport.MediaType);

        var accounts = journal.MapGroup("/accounts").AddEndpointFilter(async (context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<Issuer>().IsOurs ? await next(context)
            : Problems.Answer(Problems.Of("accounts-elsewhere", StatusCodes.Status404NotFound)));

        accounts.MapGet("/", ([AsParameters] AccountQuestion asked, string? cursor, int? size, ApiQueries queries) =>
                queries.List(new AccountEntryList(asked.Filter(), Exporting: false, cursor, PageSize.Of(size))))
            .Does(JournalOperations.ReadAccounts).Produces<Page<AccountEntryRow>>();

        accounts.MapGet("/export", ([AsParameters] AccountQuestion asked, ApiQueries queries, JournalExport export) =>
                export.Answer(queries.Actor, asked.Filter()))
            .Does(JournalOperations.ExportAccounts).Produces<Stream>(StatusCodes.Status200OK, JournalExport.MediaType);

        journal.MapGet("/denials", (DateTimeOffset? since, int? size, ApiQueries queries, TimeProvider clock) =>
                queries.List(new DenialsByPerson(since ?? clock.GetUtcNow() - Lately, PageSize.Of(size))))
            .Does(JournalOperations.ReadDenials).Produces<Page<DenialRow>>();

        journal.MapGet("/volume", (DateTimeOffset? until, int? size, ApiQueries queries, TimeProvider clock) =>
                queries.List(new UnusualVolume(until ?? clock.GetUtcNow(), PageSize.Of(size))))
            .Does(JournalOperations.ReadVolume).Produces<Page<VolumeRow>>();

        api.MapGet("/investigations/{id:guid}/consultations", (Guid id, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new ConsultationsOfFile(id, cursor, PageSize.Of(size))))
            .Does(JournalOperations.ViewConsultations).Produces<Page<ConsultationRow>>();
    }
}

/// <summary>The parts of an address that ask for entries of the journal.</summary>
public sealed record JournalQuestion
{
    /// <summary>Whose entries.</summary>
    [FromQuery(Name = "person")] public Guid? Person { get; init; }

    /// <summary>About what: the id of a file, an item, a request …</summary>
    [FromQuery(Name = "thing")] public Guid? Thing { get; init; }

    /// <summary>About the file, item or request of this number, e.g. <c>344-2026-000123</c>.</summary>
    [FromQuery(Name = "number")] public string? Number { get; init; }

    /// <summary>Of one operation, by its name, e.g. <c>investigation.view</c>.</summary>
    [FromQuery(Name = "operation")] public string? Operation { get; init; }

    /// <summary>Of one kind of processing: a code of the list <c>processing</c> (Directive (EU) 2016/680, art. 25).</summary>
    [FromQuery(Name = "processing")] public string? Processing { get; init; }

    /// <summary>Not before this time.</summary>
    [FromQuery(Name = "from")] public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    [FromQuery(Name = "to")] public DateTimeOffset? To { get; init; }

    /// <summary>Only what was refused.</summary>
    [FromQuery(Name = "denied")] public bool? Denied { get; init; }

    /// <summary>Of people whose name has this in it.</summary>
    [FromQuery(Name = "name")] public string? Name { get; init; }

    internal JournalFilter Filter(AccessPolicy policy) => new(
        Person, Thing, Number, QueryParameters.Code(Operation, "operation", [.. policy.Rules.Select(rule => rule.Operation.Name).Where(SecretThings.IsAsked).Append(SecretThings.Inside).Distinct(StringComparer.Ordinal)]),
        QueryParameters.Code(Processing, "processing", [.. Enum.GetValues<Processing>().Select(one => one.Code())]), From, To, Denied ?? false, Name);
}

/// <summary>The parts of an address that ask for what happened to accounts.</summary>
public sealed record AccountQuestion
{
    /// <summary>Of this person's account, or by this person.</summary>
    [FromQuery(Name = "person")] public Guid? Person { get; init; }

    /// <summary>Of people whose name or user name has this in it.</summary>
    [FromQuery(Name = "name")] public string? Name { get; init; }

    /// <summary>One kind of act, e.g. <c>sign-in-failed</c>.</summary>
    [FromQuery(Name = "act")] public string? Act { get; init; }

    /// <summary>Not before this time.</summary>
    [FromQuery(Name = "from")] public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    [FromQuery(Name = "to")] public DateTimeOffset? To { get; init; }

    internal AccountEntryFilter Filter() => new(Name, Person, QueryParameters.Code(Act, "act", [.. AccountActs.Codes]), From, To);
}
