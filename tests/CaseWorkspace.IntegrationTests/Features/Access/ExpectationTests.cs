using System.Globalization;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>A line of Expectations.md.</summary>
/// <param name="Person">Who acts: one of the cast of <see cref="ExpectedCase"/>.</param>
/// <param name="Act">What the person tries: one of the acts of <see cref="ExpectedCase"/>.</param>
/// <param name="Allowed">Whether it is allowed.</param>
/// <param name="Why">The reason, for readers.</param>
public sealed record Sentence(string Person, string Act, bool Allowed, string Why)
{
    /// <summary>All sentences of Expectations.md.</summary>
    public static IReadOnlyList<Sentence> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Features", "Access", "Expectations.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => new Sentence(cells[0], cells[1], cells[2] switch
            {
                "may" => true,
                "may not" => false,
                var other => throw new FormatException($"'{other}' is neither 'may' nor 'may not'."),
            }, cells[3])),
    ];
}

/// <summary>
/// Tries every sentence of Expectations.md against the running API. The sentences are the second opinion on the features' rules: this class
/// never reads them.
/// </summary>
[Collection(SharedWorkspace.Name)]
public sealed class ExpectationTests(ExpectedCase expected) : IClassFixture<ExpectedCase>
{
    [Fact]
    public async Task Every_sentence_holds()
    {
        var broken = new List<string>();
        foreach (var sentence in Sentence.All)
        {
            var (allowed, answer) = await expected.TryAsync(sentence.Person, sentence.Act);
            if (allowed != sentence.Allowed)
                broken.Add(string.Create(CultureInfo.InvariantCulture, $"{sentence.Person} {(sentence.Allowed ? "may" : "may not")} ({sentence.Act}): {sentence.Why}. Answered: {answer}"));
        }

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void There_are_enough_of_them_and_none_twice_or_without_a_reason()
    {
        Sentence.All.Count.ShouldBeGreaterThanOrEqualTo(200);
        Sentence.All.Select(one => (one.Person, one.Act)).ShouldBeUnique();
        Sentence.All.Where(one => one.Why.Length < 5).ShouldBeEmpty();
        Sentence.All.Count(one => one.Allowed).ShouldBeInRange(60, Sentence.All.Count - 100);
    }

    /// <summary>Each act is allowed to somebody: an act that everybody is refused would prove nothing.</summary>
    [Fact]
    public void Every_act_is_allowed_to_somebody_or_said_to_be_nobodys() =>
        Sentence.All.GroupBy(one => one.Act).Where(act => !act.Any(one => one.Allowed)).Select(act => act.Key)
            .ShouldBe(expected.AllowedToNobodyHere, ignoreOrder: true);

    [Fact]
    public void Everybody_in_the_case_has_a_sentence()
    {
        expected.People.Except(Sentence.All.Select(one => one.Person)).ShouldBeEmpty();
        expected.Acts.Except(Sentence.All.Select(one => one.Act)).ShouldBeEmpty();
    }
}
