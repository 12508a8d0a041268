using CaseWorkspace.Features;
using CaseWorkspace.Platform.Things;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Access;

/// <summary>How the states of an emergency access show: written by hand.</summary>
public sealed class EmergencyAccessToneTests
{
    [Theory]
    [InlineData("break-glass-state", "to-review", Tone.Waiting)]
    [InlineData("break-glass-state", "reviewed", Tone.Done)]
    public void A_state_shows_in_its_tone(string list, string code, Tone tone) => AllFeatures.Things.ToneOf(list, code).ShouldBe(tone);
}
