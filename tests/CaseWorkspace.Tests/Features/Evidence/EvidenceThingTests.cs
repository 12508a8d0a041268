using CaseWorkspace.Features;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Platform.Things;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Evidence;

/// <summary>The stored codes, and how the states of an item show: written by hand.</summary>
public sealed class EvidenceThingTests
{
    [Fact]
    public void Its_things_are_stored_under_these_codes() => new EvidenceModule().Things.Select(thing => thing.Kind).ShouldBe(["evidence"]);

    [Theory]
    [InlineData("evidence-state", "registered", Tone.Waiting)]
    [InlineData("evidence-state", "sealed", Tone.Done)]
    [InlineData("evidence-state", "damaged", Tone.Bad)]
    [InlineData("review-opinion", "sufficient", Tone.Done)]
    [InlineData("review-opinion", "follow-up-needed", Tone.Waiting)]
    [InlineData("review-opinion", "admissibility-doubt", Tone.Bad)]
    [InlineData("review-opinion", "excluded", Tone.Bad)]
    [InlineData("custody-state", "offered", Tone.Waiting)]
    [InlineData("custody-state", "accepted", Tone.Done)]
    [InlineData("custody-state", "refused", Tone.Bad)]
    [InlineData("custody-state", "withdrawn", Tone.Quiet)]
    public void A_state_shows_in_its_tone(string list, string code, Tone tone) => AllFeatures.Things.ToneOf(list, code).ShouldBe(tone);
}
