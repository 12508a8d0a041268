using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class AddMemberTests
{
    private static readonly AddMember Command = new(Guid.CreateVersion7(), 1, Someone.Investigator3.Id, "Speaks French.");

    [Fact]
    public void An_investigator_comes_to_work_on_the_file() =>
        Files.Opened.Knowing(Someone.Investigator3).When(Command, Someone.Investigator)
            .Then(new MemberAdded(Someone.Investigator3.Id, "Speaks French.", null, "unit-1")).State
            .Members.ShouldBe([Someone.Investigator.Id, Someone.Investigator3.Id]);

    [Fact]
    public void Only_investigators_work_on_files() =>
        Files.Opened.Knowing(Someone.Auditor).When(Command with { Person = Someone.Auditor.Id }, Someone.Investigator)
            .ThenRefused("not-an-investigator", "person");

    [Fact]
    public void Somebody_whom_the_workspace_does_not_know_is_not_added() =>
        Files.Opened.When(Command, Someone.Investigator).ThenRefused("not-an-investigator", "person");

    [Fact]
    public void Nobody_is_a_member_twice() =>
        Files.WithMember.Knowing(Someone.Investigator3, Relation.Member).When(Command, Someone.Investigator).ThenRefused("already-a-member", "person");

    [Fact]
    public void A_person_who_left_the_unit_and_came_back_is_added_anew() =>
        Files.WithMember.Knowing(Someone.Investigator3).When(Command, Someone.Investigator).State
            .Members.ShouldBe([Someone.Investigator.Id, Someone.Investigator3.Id]);

    [Fact]
    public void The_lead_is_a_member_already() =>
        Files.Opened.Knowing(Someone.Investigator, Relation.Lead).When(Command with { Person = Someone.Investigator.Id }, Someone.Supervisor)
            .ThenRefused("already-a-member", "person");

    [Fact]
    public void A_file_that_does_not_exist_is_missing() =>
        Given.Nothing<Investigation>().Knowing(Someone.Investigator3).When(Command, Someone.Investigator).ThenMissing();

    [Fact]
    public void The_person_has_to_be_named() => Faults.Of(Command with { Person = Guid.Empty }).ShouldBe(["person: NotEmptyValidator"]);

    [Fact]
    public void The_reason_has_an_end() =>
        Faults.Of(Command with { Reason = new string('x', 1001) }).ShouldBe(["reason: MaximumLengthValidator"]);

    [Fact]
    public void No_reason_need_be_given() => Faults.Of(Command with { Reason = null }).ShouldBeEmpty();
}
