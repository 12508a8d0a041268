using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Things;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Access;

/// <summary>The stored codes, and how the states of an emergency access show: written by hand.</summary>
public sealed class EmergencyAccessThingTests
{
    [Fact]
    public void Its_things_are_stored_under_these_codes() => new AccessModule().Things.Select(thing => thing.Kind).ShouldBe(["break-glass"]);

    [Theory]
    [InlineData("break-glass-state", "to-review", Tone.Waiting)]
    [InlineData("break-glass-state", "reviewed", Tone.Done)]
    public void A_state_shows_in_its_tone(string list, string code, Tone tone) => AllFeatures.Things.ToneOf(list, code).ShouldBe(tone);
}
