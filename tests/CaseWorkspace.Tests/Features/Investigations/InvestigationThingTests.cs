using CaseWorkspace.Features;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Things;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

/// <summary>The stored codes, and how the states of a file, a sub-file and a question for access show: written by hand.</summary>
public sealed class InvestigationThingTests
{
    [Fact]
    public void Its_things_are_stored_under_these_codes() => new InvestigationsModule().Things.Select(thing => thing.Kind).ShouldBe(["investigation", "sub-file", "access-ask"]);

    [Theory]
    [InlineData("investigation-state", "under-investigation", Tone.Active)]
    [InlineData("sub-file-state", "sealed", Tone.Done)]
    [InlineData("sub-file-state", "unsealed", Tone.Quiet)]
    [InlineData("access-ask-state", "waiting", Tone.Waiting)]
    [InlineData("access-ask-state", "granted", Tone.Done)]
    [InlineData("access-ask-state", "refused", Tone.Bad)]
    public void A_state_shows_in_its_tone(string list, string code, Tone tone) => AllFeatures.Things.ToneOf(list, code).ShouldBe(tone);
}
