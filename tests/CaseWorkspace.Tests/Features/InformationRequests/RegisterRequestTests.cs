using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class RegisterRequestTests
{
    private static readonly RegisterRequest Command = new("unit-1", " OCRIEST-77 ", Given.Now.AddHours(-1), Requests.Content);

    private static Given<InformationRequest> Nothing => Given.Nothing<InformationRequest>().Drawing(7).Headed();

    [Fact]
    public void An_incoming_request_waits_for_the_head_of_the_unit()
    {
        var request = Nothing.When(Command, Someone.LiaisonFr).Then(new RequestRegistered(
            "R-2026-000007", "unit-1", "OCRIEST-77", Given.Now.AddHours(-1), Given.Now.AddDays(7).AddHours(-1), Requests.Content)).State;

        request.Direction.ShouldBe("incoming");
        request.State.ShouldBe("received");
        request.Awaits.ShouldBe(new Awaits("assign", Relation.UnitSupervisor) { Due = request.DueAt });
    }

    [Theory]
    [InlineData("urgent-direct", 8)]
    [InlineData("urgent-indirect", 72)]
    [InlineData("ordinary", 168)]
    public void The_clock_runs_from_receipt(string urgency, int hours) =>
        Nothing.When(Command with { Content = Requests.Content with { Urgency = urgency } }, Someone.LiaisonFr)
            .State.DueAt.ShouldBe(Command.ReceivedAt.AddHours(hours));

    [Fact]
    public void Receipt_is_kept_in_universal_time()
    {
        var received = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(4));
        var request = Nothing.When(Command with { ReceivedAt = received }, Someone.LiaisonFr).State;
        request.ReceivedAt!.Value.Offset.ShouldBe(TimeSpan.Zero);
        request.ReceivedAt.ShouldBe(received);
    }

    [Fact]
    public void A_liaison_officer_registers_only_for_the_own_posting() =>
        Nothing.When(Command, Someone.LiaisonEs).ThenRefused("not-posted-there", "content.country");

    [Fact]
    public void What_comes_in_tomorrow_is_not_registered_today() =>
        Nothing.When(Command with { ReceivedAt = Given.Now.AddMinutes(3) }, Someone.LiaisonFr).ThenRefused("received-at", "receivedAt");

    [Fact]
    public void A_clock_that_is_a_little_ahead_is_no_fault() =>
        Nothing.When(Command with { ReceivedAt = Given.Now.AddMinutes(1) }, Someone.LiaisonFr).State.ReceivedAt.ShouldBe(Given.Now.AddMinutes(1));

    [Fact]
    public void A_unit_that_nobody_heads_gets_no_request() =>
        Given.Nothing<InformationRequest>().Drawing(7).When(Command, Someone.LiaisonFr).ThenRefused("no-head", "unit");

    [Fact]
    public void What_came_in_more_than_a_year_ago_is_not_registered() =>
        Nothing.When(Command with { ReceivedAt = Given.Now.AddDays(-366) }, Someone.LiaisonFr).ThenRefused("received-at", "receivedAt");

    [Fact]
    public void Sound_data_has_no_fault() => Faults.Of(Command).ShouldBeEmpty();

    [Fact]
    public void The_unit_is_a_code_of_the_list() => Faults.Of(Command with { Unit = "unit-99" }).ShouldBe(["unit: unknown-code"]);

    [Fact]
    public void The_reference_has_to_be_given() =>
        Faults.Of(Command with { Reference = "" }).ShouldBe(["reference: NotEmptyValidator"]);

    [Fact]
    public void The_time_of_receipt_has_to_be_given() =>
        Faults.Of(Command with { ReceivedAt = default }).ShouldBe(["receivedAt: NotEmptyValidator"]);

    [Fact]
    public void The_content_has_to_be_given() => Faults.Of(Command with { Content = null! }).ShouldBe(["content: NotNullValidator"]);

    [Fact]
    public void An_urgent_request_says_why_it_is_urgent() =>
        Faults.Of(Command with { Content = Requests.Content with { Urgency = "urgent-direct" } })
            .ShouldBe(["content.urgencyReason: NotEmptyValidator"]);

    [Fact]
    public void Nobody_asks_the_own_state() =>
        Faults.Of(Command with { Content = Requests.Content with { Country = "GE" } }).ShouldBe(["content.country: NotEqualValidator"]);

    [Fact]
    public void An_item_that_asks_nothing_is_a_fault_at_its_place() =>
        Faults.Of(Command with { Content = Requests.Content with { Items = ["Who?", null!] } })
            .ShouldBe(["content.items[1]: NotEmptyValidator"]);

    [Fact]
    public void No_more_than_a_hundred_items_are_asked() =>
        Faults.Of(Command with { Content = Requests.Content with { Items = [.. Enumerable.Repeat("Who?", 101)] } })
            .ShouldBe(["content.items: too-many"]);
}
