using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class TransmitAbroadTests
{
    private static readonly TransmitAbroad Command = new(Guid.CreateVersion7(), 3, "siena", Given.Now.AddMinutes(-1));

    public static TheoryData<string> OtherStates => [.. Requests.Except(
        nameof(Requests.RequestAuthorised), nameof(Requests.AnswerReleased), nameof(Requests.IncomingRequestRefused))];

    [Fact]
    public void An_outgoing_requests_clock_runs_from_its_receipt_abroad()
    {
        var request = Requests.RequestAuthorised.When(Command, Someone.LiaisonFr)
            .Then(new RequestTransmitted("siena", Command.TransmittedAt, Command.TransmittedAt.AddDays(7))).State;
        request.State.ShouldBe("transmitted");
        request.DueAt.ShouldBe(Command.TransmittedAt.AddDays(7));
        request.Awaits.ShouldBe(new Awaits("record-answer", Relation.AddressedLiaisonOfficer) { Due = request.DueAt });
    }

    [Theory]
    [InlineData(nameof(Requests.AnswerReleased))]
    [InlineData(nameof(Requests.IncomingRequestRefused))]
    public void An_answer_and_a_refusal_are_handed_over_and_then_closed(string name)
    {
        var request = Requests.All[name].When(Command, Someone.LiaisonFr).Then(new AnswerTransmitted("siena", Command.TransmittedAt)).State;
        request.State.ShouldBe("answered");
        request.AnsweredAt.ShouldBe(Command.TransmittedAt);
        request.Awaits.ShouldBe(new Awaits("close", Relation.AddressedLiaisonOfficer));
    }

    [Fact]
    public void Nothing_is_transmitted_tomorrow() =>
        Requests.RequestAuthorised.When(Command with { TransmittedAt = Given.Now.AddMinutes(3) }, Someone.LiaisonFr)
            .ThenRefused("transmitted-at", "transmittedAt");

    [Fact]
    public void A_clock_that_is_a_little_ahead_is_no_fault() =>
        Requests.RequestAuthorised.When(Command with { TransmittedAt = Given.Now.AddMinutes(1) }, Someone.LiaisonFr).State.State.ShouldBe("transmitted");

    [Theory]
    [InlineData(nameof(Requests.RequestAuthorised))]
    [InlineData(nameof(Requests.AnswerReleased))]
    [InlineData(nameof(Requests.IncomingRequestRefused))]
    public void Nothing_was_transmitted_before_it_was_let_out(string name)
    {
        Requests.All[name].State!.MayLeaveSince.ShouldBe(Given.Now);
        Requests.All[name].When(Command with { TransmittedAt = Given.Now.AddMinutes(-3) }, Someone.LiaisonFr)
            .ThenRefused("transmitted-too-early", "transmittedAt");
    }

    [Fact]
    public void Nothing_was_transmitted_more_than_a_month_ago() =>
        Requests.RequestAuthorised.When(Command with { TransmittedAt = Given.Now.AddDays(-31) }, Someone.LiaisonFr)
            .ThenRefused("transmitted-at", "transmittedAt");

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name) =>
        Requests.All[name].When(Command, Someone.LiaisonFr).ThenRefused("not-in-this-state");

    [Fact]
    public void A_request_that_does_not_exist_is_missing() =>
        Given.Nothing<InformationRequest>().When(Command, Someone.LiaisonFr).ThenMissing();

    [Fact]
    public void The_channel_is_a_code_of_the_list() => Faults.Of(Command with { Channel = "pigeon" }).ShouldBe(["channel: unknown-code"]);

    [Fact]
    public void The_time_has_to_be_given() =>
        Faults.Of(Command with { TransmittedAt = default }).ShouldBe(["transmittedAt: NotEmptyValidator"]);
}
