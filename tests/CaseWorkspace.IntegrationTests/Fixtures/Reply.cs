using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>An answer of the API, as it came.</summary>
public sealed record Reply(int Status, IReadOnlyList<string> Headers, byte[] Body)
{
    public const string ProblemPrefix = "urn:caseworkspace:problem:";

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public Guid Id => (Guid)Json["id"]!;

    /// <summary>The version in the <c>ETag</c>; behind it may stand what the caller can do.</summary>
    public long Version => long.Parse(Header("ETag")!.Trim('"').Split('-')[0], CultureInfo.InvariantCulture);

    /// <summary>The stable part of the problem's type; null when the answer is no problem document.</summary>
    public string? Problem => Header("Content-Type")?.StartsWith("application/problem+json", StringComparison.Ordinal) == true
        ? ((string)Json["type"]!)[ProblemPrefix.Length..]
        : null;

    /// <summary>The fields that a problem document names.</summary>
    public IReadOnlyList<string> Fields => Json["errors"] is JsonObject errors ? [.. errors.Select(one => one.Key)] : [];

    /// <summary>Headers and body as they are read, to look for what may not stand there.</summary>
    public string Said => $"{string.Join('\n', Headers)}\n\n{Text}";

    /// <summary>Status, headers and body, byte for byte, of which nothing but the date may differ between what is missing and what is forbidden. To compare, not to look into.</summary>
    public string Whole => $"{Status}\n{string.Join('\n', Headers.Where(header => !header.StartsWith("Date:", StringComparison.Ordinal)))}\n\n{Convert.ToHexString(Body)}";

    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    public override string ToString() => $"{Status} {Text}";

    /// <summary>Fails, with the whole answer, when the status is another.</summary>
    public Reply Expect(int status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    /// <summary>Fails, with the whole answer, when it is another problem.</summary>
    public Reply Expect(int status, string problem)
    {
        Expect(status);
        Problem.ShouldBe(problem, Text);
        return this;
    }
}
