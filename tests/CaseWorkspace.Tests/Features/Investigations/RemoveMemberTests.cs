using CaseWorkspace.Features.Investigations;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class RemoveMemberTests
{
    private static readonly RemoveMember Command = new(Guid.CreateVersion7(), 2, Someone.Investigator3.Id, "Moved to another unit.");

    [Fact]
    public void A_member_is_taken_off_the_file() =>
        Files.WithMember.When(Command, Someone.Investigator)
            .Then(new MemberRemoved(Someone.Investigator3.Id, "Moved to another unit.")).State
            .Members.ShouldBe([Someone.Investigator.Id]);

    [Fact]
    public void The_lead_stays() =>
        Files.WithMember.When(Command with { Person = Someone.Investigator.Id }, Someone.Supervisor).ThenRefused("lead-stays", "person");

    [Fact]
    public void Who_is_no_member_cannot_be_taken_off() =>
        Files.Opened.When(Command, Someone.Investigator).ThenRefused("not-a-member", "person");

    [Fact]
    public void A_file_that_does_not_exist_is_missing() =>
        Given.Nothing<Investigation>().When(Command, Someone.Investigator).ThenMissing();

    [Fact]
    public void A_member_taken_off_can_come_back() =>
        Files.WithMember.When(Command, Someone.Investigator).And.Knowing(Someone.Investigator3)
            .When(new AddMember(Command.Target, 3, Someone.Investigator3.Id, null), Someone.Investigator)
            .Then(new MemberAdded(Someone.Investigator3.Id, null, null, "unit-1"));

    [Fact]
    public void The_reason_has_to_be_given() => Faults.Of(Command with { Reason = " " }).ShouldBe(["reason: NotEmptyValidator"]);

    [Fact]
    public void The_person_has_to_be_named() => Faults.Of(Command with { Person = Guid.Empty }).ShouldBe(["person: NotEmptyValidator"]);
}
