using System.Text.Json.Nodes;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <content>Of protocols of investigative actions.</content>
public static partial class Bodies
{
    /// <summary>Of a search that the person did yesterday, on a court's ruling.</summary>
    public static JsonObject Protocol(string word, Account doneBy) => new() { ["content"] = ProtocolContent(word, doneBy), ["subFile"] = null };

    /// <summary>Of a search in urgency: a court controls it within 24 hours of its beginning.</summary>
    public static JsonObject UrgentProtocol(string word, Account doneBy)
    {
        var body = Protocol(word, doneBy);
        ((JsonObject)body["content"]!).With("basis", "investigator-decree").With("basisBy", $"Investigator {word}");
        return body;
    }

    public static JsonObject ChangedProtocol(string word, Account doneBy) => new() { ["content"] = ProtocolContent($"changed {word}", doneBy) };

    public static JsonObject Signing(int participants = 2) =>
        new() { ["signatures"] = new JsonArray([.. Enumerable.Range(0, participants).Select(i => i == 0 ? Signature() : NoSignature())]) };

    public static JsonObject CourtControl(string finding = "lawful") => new()
    {
        ["finding"] = finding, ["court"] = "Tbilisi City Court", ["rulingNumber"] = "No. 204-B", ["ruledOn"] = Yesterday,
    };

    public static JsonObject Exhibits(string word) => new() { ["exhibits"] = new JsonArray(Exhibit($"Passport {word}", "L-101"), Exhibit($"Ledger {word}", "L-102")) };

    public static JsonObject Scan(string word) => new() { ["description"] = $"Scan {word}" };

    private static JsonObject ProtocolContent(string word, Account doneBy) => new()
    {
        ["action"] = "other", ["actionWords"] = $"Search of a boat {word}", ["basis"] = "court-ruling", ["basisBy"] = "Tbilisi City Court", ["basisNumber"] = "No. 203-B",
        ["basisOn"] = Yesterday.AddDays(-1), ["began"] = Yesterday, ["ended"] = Yesterday.AddHours(1), ["place"] = $"Protocol {word}, Batumi", ["conditions"] = "By day",
        ["doneBy"] = doneBy.Id, ["doneByPost"] = "Investigator G. Beridze",
        ["participants"] = new JsonArray(Participant("person-concerned", $"Nino {word}"), Participant("attending", "A neighbour")),
        ["found"] = "Two passports in a bag", ["said"] = "They are not mine", ["means"] = new JsonArray("photo", "other"), ["meansWords"] = "A drone", ["objections"] = "None of it",
    };

    private static JsonObject Participant(string role, string who) => new() { ["role"] = role, ["who"] = who, ["details"] = "12 Rustaveli Avenue" };

    private static JsonObject Signature() => new() { ["how"] = "signed", ["reason"] = null, ["hasCopy"] = true };

    private static JsonObject NoSignature() => new() { ["how"] = "refused", ["reason"] = "Does not say why", ["hasCopy"] = false };

    private static JsonObject Exhibit(string description, string seal) =>
        new() { ["kind"] = "physical-object", ["description"] = description, ["where"] = "In the wardrobe", ["seal"] = seal };
}
