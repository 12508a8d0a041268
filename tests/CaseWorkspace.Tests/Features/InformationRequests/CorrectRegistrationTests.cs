using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class CorrectRegistrationTests
{
    private static readonly DateTimeOffset Received = Given.Now.AddHours(-3);
    private static readonly RequestContent Corrected = Requests.Content with { Authority = "OLTIM", Urgency = "urgent-indirect", UrgencyReason = "They leave on Friday." };
    private static readonly CorrectRegistration Command = new(Guid.CreateVersion7(), 5, " OLTIM-12 ", Received, Corrected, " Misread. ");

    public static TheoryData<string> OtherStates => [.. Requests.Except(
        nameof(Requests.IncomingRequest), nameof(Requests.IncomingRequestAssigned), nameof(Requests.RefusalAwaitingRelease), nameof(Requests.QuestionAwaitingRelease))];

    private static Consequence<InformationRequest> By(Actor actor, Given<InformationRequest> request, CorrectRegistration command) =>
        request.WithRelations(Relation.AddressedLiaisonOfficer).When(command, actor);

    [Fact]
    public void What_is_corrected_holds_and_the_deadline_is_counted_anew()
    {
        var request = By(Someone.LiaisonFr, Requests.IncomingRequest, Command).Then(
            new RegistrationCorrected("OLTIM-12", Received, ResponseClock.Due("urgent-indirect", Received), Corrected, "Misread.")).State;
        (request.State, request.Reference, request.ReceivedAt, request.Awaits!.Due).ShouldBe(("received", "OLTIM-12", Received, ResponseClock.Due("urgent-indirect", Received)));
    }

    [Fact]
    public void Once_it_is_assigned_what_is_asked_stays()
    {
        By(Someone.LiaisonFr, Requests.IncomingRequestAssigned, Command).State.Content.Authority.ShouldBe("OLTIM");
        By(Someone.LiaisonFr, Requests.IncomingRequestAssigned, Command with { Content = Corrected with { Items = ["Who rents the flat?"] } }).ThenRefused("items-assigned", "content.items");
        By(Someone.LiaisonFr, Requests.IncomingRequest, Command with { Content = Corrected with { Items = ["Who rents the flat?"] } }).State.Content.Items.Length.ShouldBe(1);
    }

    /// <summary>What is written at home is not told abroad: it is as in the state that is told.</summary>
    [Fact]
    public void A_text_that_is_written_at_home_does_not_stand_against_it()
    {
        By(Someone.LiaisonFr, Requests.RefusalAwaitingRelease, Command).State.State.ShouldBe("refusal-prepared");
        By(Someone.LiaisonFr, Requests.QuestionAwaitingRelease, Command).State.Reference.ShouldBe("OLTIM-12");
    }

    [Fact]
    public void Country_and_times_that_cannot_be_are_refused()
    {
        By(Someone.LiaisonFr, Requests.IncomingRequest, Command with { Content = Corrected with { Country = "ES" } }).ThenRefused("country-stays", "content.country");
        By(Someone.LiaisonFr, Requests.IncomingRequest, Command with { ReceivedAt = Given.Now.AddDays(1) }).ThenRefused("received-at", "receivedAt");
        Faults.Of(Command with { Reference = " ", Reason = "" }).ShouldBe(["reference: NotEmptyValidator", "reason: NotEmptyValidator"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name) => By(Someone.LiaisonFr, Requests.All[name], Command).ThenRefused("not-in-this-state");

    [Fact]
    public void Nobody_at_home_corrects_it() =>
        Requests.IncomingRequestAssigned.WithRelations(Relation.Lead).When(Command, Someone.Investigator).ThenRefused("not-in-this-state");
}
