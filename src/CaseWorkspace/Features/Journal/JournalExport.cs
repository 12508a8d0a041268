using System.Globalization;
using System.Text;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http;

namespace CaseWorkspace.Features.Journal;

/// <summary>
/// Entries of the journal as a file that spreadsheets open (RFC 4180). The export is itself an entry before its first byte leaves;
/// text that a spreadsheet would take for a formula is defused.
/// </summary>
public sealed class JournalExport(QueryPipeline queries)
{
    public const string MediaType = "text/csv";

    /// <summary>More is asked for by narrower times; the file says so in its last line.</summary>
    private const int MaxRows = 100_000;

    private const int PageSize = 1000;

    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture)
    {
        InjectionOptions = InjectionOptions.Escape,
        InjectionCharacters = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'],
    };

    /// <summary>Answers with the file, or with why not.</summary>
    public Task<IResult> Answer(Actor actor, JournalFilter filter) =>
        Answer(actor, after => new JournalList(filter, Exporting: true, after, PageSize), ExportedEntry.Of, "journal.csv");

    /// <summary>The same of what happened to accounts.</summary>
    public Task<IResult> Answer(Actor actor, AccountEntryFilter filter) =>
        Answer(actor, after => new AccountEntryList(filter, Exporting: true, after, PageSize), ExportedAccountEntry.Of, "accounts.csv");

    private async Task<IResult> Answer<TRow, TLine>(Actor actor, Func<string?, IListing<TRow>> list, Func<TRow, TLine> line, string file)
    {
        var first = await queries.List(list(null), actor);
        return first.Value is { } page
            ? Results.Stream(body => Write(body, page, actor, list, line), MediaType, file)
            : Problems.Answer(first.Refusal!);
    }

    private async Task Write<TRow, TLine>(Stream body, Page<TRow> page, Actor actor, Func<string?, IListing<TRow>> list, Func<TRow, TLine> line)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, Form);
        csv.WriteHeader<TLine>();
        await csv.NextRecordAsync();
        for (var written = 0; written < MaxRows;)
        {
            foreach (var row in page.Items)
            {
                csv.WriteRecord(line(row));
                await csv.NextRecordAsync();
            }

            written += page.Items.Count;
            await csv.FlushAsync();
            if (page.Next is null)
            {
                return;
            }

            // The rights are asked again with each page; a person who loses them meanwhile gets no more.
            if ((await queries.List(list(page.Next), actor)).Value is not { } next)
            {
                break;
            }

            page = next;
        }

        await text.WriteLineAsync("incomplete");
    }

    /// <summary>A line of the file.</summary>
    private sealed record ExportedEntry(
        string Id, string At, string Actor, string Name, string Role, string Operation, string Processing, string? Thing, string? ThingKind,
        string? ThingNumber, string? File, string? FileNumber, string? Relation, string Outcome, string Session, string? Address,
        string Purpose, string? Words, string Recipients, string? Asked, bool Followed)
    {
        public static ExportedEntry Of(JournalRow row) => new(
            row.Id.ToString(), row.At.ToString("O", CultureInfo.InvariantCulture), row.Actor.ToString(), row.ActorName, row.Role, row.Operation,
            row.Processing, row.Thing?.ToString(), row.ThingKind, row.ThingNumber, row.File?.ToString(), row.FileNumber, row.Relation,
            row.Granted ? "granted" : "refused", row.Session, row.Address, row.Purpose, row.Words, string.Join("; ", row.Recipients),
            // As it is kept, so that no value can pass for another field.
            AuditFilter.Of([.. row.Asked.Select(one => (one.Key, (object?)one.Value))]), row.Followed);
    }

    /// <summary>A line of the file about accounts.</summary>
    private sealed record ExportedAccountEntry(
        string Id, string At, string Act, string? Detail, string? Account, string? UserName, string? Name, string? Actor, string? ActorName, string? ConfirmerName)
    {
        public static ExportedAccountEntry Of(AccountEntryRow row) => new(
            row.Id.ToString(), row.At.ToString("O", CultureInfo.InvariantCulture), row.Act, row.Detail, row.Account?.ToString(), row.UserName, row.Name,
            row.Actor?.ToString(), row.ActorName, row.ConfirmerName);
    }
}
