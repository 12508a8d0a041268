using System.Text.Json.Nodes;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <content>Of people recorded in files.</content>
public static partial class Bodies
{
    /// <summary>A migrant, whose screening is owed.</summary>
    public static JsonObject Person(string word) => new() { ["description"] = PersonDescription(word), ["isMigrant"] = true };

    public static JsonObject CorrectedPerson(string word) => new() { ["description"] = PersonDescription(word), ["isMigrant"] = true, ["reason"] = "Was misheard" };

    public static JsonObject Status(string status = "witness") => new() { ["status"] = status, ["since"] = Yesterday, ["reason"] = "Saw the handing over" };

    public static JsonObject Category() => new() { ["category"] = "contact", ["since"] = Yesterday, ["reason"] = "Knows the driver" };

    public static JsonObject PersonFact(string word) => new()
    {
        ["content"] = new JsonObject
        {
            ["kind"] = "telephone", ["value"] = $"+995 555 {word}", ["isAssessment"] = false, ["restsOn"] = null, ["basis"] = "A statement", ["sourceGrade"] = "B",
            ["informationGrade"] = "2", ["handlingCode"] = "H0", ["restriction"] = "None",
        },
    };

    public static JsonObject CorrectedFact(string word) => new() { ["reason"] = "A digit was misread", ["right"] = PersonFact(word)["content"]!.DeepClone() };

    public static JsonObject Qualification() => new()
    {
        ["content"] = new JsonObject
        {
            ["stage"] = "completed", ["article"] = "362", ["part"] = "2", ["letter"] = "a", ["aggravating"] = new JsonArray("group"), ["step"] = "charge",
            ["since"] = Yesterday, ["authority"] = "The prosecutor",
        },
        ["reason"] = "Led the group",
    };

    public static JsonObject Screening(params string[] indicators) => new()
    {
        ["interviewedAt"] = Yesterday, ["indicators"] = new JsonArray([.. indicators.Select(one => JsonValue.Create(one))]), ["note"] = "Calm",
    };

    public static JsonObject ScreeningDecision() => new() { ["verdict"] = "refer", ["reason"] = "Signs of debt bondage" };

    public static JsonObject Representative(string word) => new()
    {
        ["content"] = new JsonObject
        {
            ["name"] = $"Counsel {word}", ["capacity"] = "counsel", ["since"] = Yesterday, ["until"] = null, ["contact"] = $"Office {word}",
        },
    };

    public static JsonObject EndedRepresentative() => new() { ["until"] = Yesterday, ["reason"] = "Laid down the mandate" };

    public static JsonObject SecrecyBond() => new()
    {
        ["content"] = new JsonObject { ["representative"] = null, ["since"] = Yesterday, ["boundBy"] = "The prosecutor", ["about"] = "The searches" },
    };

    public static JsonObject RecordReview(string verdict = "keep") => new() { ["verdict"] = verdict, ["reason"] = "The trial goes on" };

    public static JsonObject Protection(Guid subFile) => new()
    {
        ["subFile"] = subFile, ["alias"] = "Witness Alpha", ["alphabet"] = "latin", ["reason"] = "Was threatened",
    };

    public static JsonObject CorrectedIdentity(string word) => new() { ["description"] = PersonDescription(word), ["reason"] = "Was misheard" };

    public static JsonObject IdentityDecision(string verdict = "agreed") => new() { ["verdict"] = verdict, ["reason"] = "The threat is real" };

    public static JsonObject RecordRestriction() => new() { ["ground"] = "accuracy-contested", ["reason"] = "Says that the name is another's" };

    public static JsonObject Erasure() => new() { ["ground"] = "no-longer-needed", ["reason"] = "No tie to the case was found" };

    public static JsonObject ErasureDecision(string verdict = "agreed") => new() { ["verdict"] = verdict, ["reason"] = "Checked" };

    private static JsonObject PersonDescription(string word) => new()
    {
        ["names"] = new JsonArray(new JsonObject { ["text"] = $"Person {word}", ["alphabet"] = "latin", ["kind"] = "current" }),
        ["sex"] = "female",
        ["born"] = "1990",
        ["birthPlace"] = $"Rustavi {word}",
        ["citizenships"] = new JsonArray("GE"),
    };
}
