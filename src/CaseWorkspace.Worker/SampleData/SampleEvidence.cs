using System.Text;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Vault;
using static CaseWorkspace.Worker.SampleData.DemoActors;

namespace CaseWorkspace.Worker.SampleData;

/// <summary>Items of evidence with real files: text that anybody can open and check against its seal.</summary>
internal sealed class SampleEvidence(CommandPipeline pipeline, EvidenceContent content)
{
    private const string Statement =
        """
        date;from;to;amount;currency;text
        2026-06-04;GE00XX0000000000000001;FR00 0000 0000 0000 0000 0000 001;1500.00;EUR;rent
        2026-06-18;GE00XX0000000000000002;FR00 0000 0000 0000 0000 0000 001;2000.00;EUR;rent
        2026-07-02;GE00XX0000000000000003;FR00 0000 0000 0000 0000 0000 001;1500.00;EUR;rent
        2026-07-23;GE00XX0000000000000001;FR00 0000 0000 0000 0000 0000 001;1750.00;EUR;papers
        """;

    private const string Chat =
        """
        [2026-06-01 19:02] A: The apartment is free from the 10th. Half now, half when you arrive.
        [2026-06-01 19:05] B: And the contract for work?
        [2026-06-01 19:06] A: You get it there. With a stamp.
        [2026-06-02 08:40] B: დღეს გადავრიცხავ.
        """;

    private const string Template =
        """
        STATEMENT (found as a file on the agency's computer)
        I left my country because I was threatened. The police did not help me. [name] [date] [place]
        """;

    /// <summary>Writes the items of the first file; what is there already stays. The item that holds messages.</summary>
    public async Task<Guid> WriteLyon(Guid file, DateTimeOffset day, CancellationToken cancellation)
    {
        var statement = await Item("lyon-statement", file, new NewItem(
            "financial-record", "Bank statement, June to July, received from the bank", "bank-statement.csv", "text/csv", Statement), day, cancellation);
        await Review("lyon-statement", statement, "sufficient", "Complete, from the bank itself, covers the period.", cancellation);
        var chat = await Item("lyon-chat", file, new NewItem(
            "messages", "Messages exported from the telephone of witness 1, with consent", "messages.txt", "text/plain", Chat), day, cancellation);
        await Review("lyon-chat", chat, "follow-up-needed", "Who owns number A has to be established first.", cancellation);
        var contract = await Register("lyon-contract", file, "document", "Contract of employment, original, with a company stamp", day, cancellation);
        await Stored("lyon-statement", statement, cancellation);
        await Offered("lyon-contract", contract, "B-0231", cancellation);
        return chat;
    }

    /// <summary>Writes the items of the second file.</summary>
    public async Task WriteBarcelona(Guid file, DateTimeOffset day, CancellationToken cancellation) =>
        await Item("barcelona-template", file, new NewItem(
            "document", "Text file with a prepared statement", "statement-template.txt", "text/plain", Template), day, cancellation);

    private async Task<Guid> Item(string key, Guid file, NewItem item, DateTimeOffset day, CancellationToken cancellation)
    {
        var id = await Register(key, file, item.Kind, item.Description, day, cancellation);
        await using var body = new MemoryStream(Encoding.UTF8.GetBytes(item.Text));
        var (outcome, _) = await content.Seal(id, Investigator, new ContentClaims(item.MediaType, item.FileName, null), body, cancellation);
        Demand(key, outcome, unless: "already-sealed");
        return id;
    }

    private async Task<Guid> Register(
        string key, Guid file, string kind, string description, DateTimeOffset day, CancellationToken cancellation)
    {
        var outcome = await pipeline.Execute(
            new RegisterEvidence(file, kind, description, day.AddDays(-3), "Kutaisi", "investigator, Unit 1", null),
            Investigator, $"sample-data/{key}", cancellation);
        Demand(key, outcome);
        return outcome.Id;
    }

    private async Task Review(string key, Guid item, string opinion, string reasons, CancellationToken cancellation) =>
        Demand(key, await pipeline.Execute(
            new ReviewEvidence(item, 2, opinion, reasons), Prosecutor, $"sample-data/{key}/review", cancellation));

    /// <summary>Handed over to the custodian, who took it over.</summary>
    private async Task Stored(string key, Guid item, CancellationToken cancellation)
    {
        if (await Offered(key, item, "B-0230", cancellation))
        {
            await pipeline.Execute(new AcceptCustody(item, null, "intact", "B-0230", null), Custodian, $"sample-data/{key}/custody-taken", cancellation);
        }
    }

    /// <summary>Offered to the custodian. Where people handed the item over themselves meanwhile, that stands.</summary>
    private async Task<bool> Offered(string key, Guid item, string seal, CancellationToken cancellation) =>
        (await pipeline.Execute(
            new OfferCustody(item, null, Custodian.Id, "Evidence store, Tbilisi", "storage", "intact", seal, null),
            Investigator, $"sample-data/{key}/custody", cancellation)).Accepted;

    private static void Demand(string key, Outcome outcome, string? unless = null)
    {
        if (outcome.Refusal is { } refusal && !string.Equals(refusal.Code, unless, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The sample {key} was refused: {refusal.Code}.");
        }
    }

    private sealed record NewItem(string Kind, string Description, string FileName, string MediaType, string Text);
}
