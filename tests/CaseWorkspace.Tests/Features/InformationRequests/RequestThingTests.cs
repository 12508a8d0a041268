using CaseWorkspace.Features;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Things;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

/// <summary>The stored codes, and how the states of a request show: written by hand.</summary>
public sealed class RequestThingTests
{
    [Fact]
    public void Its_things_are_stored_under_these_codes() => new InformationRequestsModule().Things.Select(thing => thing.Kind).ShouldBe(["request"]);

    [Theory]
    [InlineData("request-state", "received", Tone.Waiting)]
    [InlineData("request-state", "assigned", Tone.Active)]
    [InlineData("request-state", "prepared", Tone.Waiting)]
    [InlineData("request-state", "awaiting-prosecutor", Tone.Waiting)]
    [InlineData("request-state", "released", Tone.Go)]
    [InlineData("request-state", "refusal-prepared", Tone.Quiet)]
    [InlineData("request-state", "refused", Tone.Bad)]
    [InlineData("request-state", "draft", Tone.Quiet)]
    [InlineData("request-state", "submitted", Tone.Waiting)]
    [InlineData("request-state", "authorised", Tone.Go)]
    [InlineData("request-state", "transmitted", Tone.Active)]
    [InlineData("request-state", "clarification-prepared", Tone.Quiet)]
    [InlineData("request-state", "clarification-asked", Tone.Waiting)]
    [InlineData("request-state", "answered", Tone.Done)]
    [InlineData("request-state", "closed", Tone.Quiet)]
    [InlineData("item-answer", "given", Tone.Done)]
    [InlineData("item-answer", "refused", Tone.Bad)]
    [InlineData("item-answer", "nothing-held", Tone.Quiet)]
    public void A_state_shows_in_its_tone(string list, string code, Tone tone) => AllFeatures.Things.ToneOf(list, code).ShouldBe(tone);
}
