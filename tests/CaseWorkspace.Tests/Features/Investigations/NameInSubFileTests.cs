using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class NameInSubFileTests
{
    private static readonly NameInSubFile Command = new(Guid.CreateVersion7(), 1, Someone.Investigator3.Id, " Meets the source. ");

    [Fact]
    public void A_member_of_the_file_is_named() =>
        SubFiles.Sealed.OnFile(Someone.Investigator3, Relation.Member).When(Command, Someone.Investigator)
            .Then(new PersonNamedInSubFile(Someone.Investigator3.Id, "member", null, "Meets the source.")).State
            .Named.ShouldBe([new NamedPerson(Someone.Investigator3.Id, "member", null)]);

    [Fact]
    public void The_files_lead_is_named_as_a_member_of_it() =>
        SubFiles.Sealed.OnFile(Someone.Investigator3, Relation.Lead).When(Command, Someone.Supervisor2)
            .Then(new PersonNamedInSubFile(Someone.Investigator3.Id, "member", null, "Meets the source."));

    [Fact]
    public void The_prosecutor_supervises_it_as_the_file() =>
        SubFiles.Sealed.OnFile(Someone.Prosecutor, Relation.SupervisingProsecutor).When(Command with { Person = Someone.Prosecutor.Id }, Someone.Investigator)
            .Then(new PersonNamedInSubFile(Someone.Prosecutor.Id, "supervising-prosecutor", null, "Meets the source."));

    [Fact]
    public void Nobody_stands_to_it_longer_than_to_the_file() =>
        SubFiles.Sealed.OnFile(Someone.Investigator3, Relation.Member, Given.Now.AddDays(3)).When(Command, Someone.Investigator)
            .Then(new PersonNamedInSubFile(Someone.Investigator3.Id, "member", Given.Now.AddDays(3), "Meets the source."));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    public void Who_is_named_until_a_day_stands_to_it_until_the_earlier_end(int asked, int ends) =>
        SubFiles.Sealed.OnFile(Someone.Investigator3, Relation.Member, Given.Now.AddDays(3))
            .When(Command with { Until = Given.Now.AddDays(asked) }, Someone.Investigator)
            .Then(new PersonNamedInSubFile(Someone.Investigator3.Id, "member", Given.Now.AddDays(ends), "Meets the source."));

    [Fact]
    public void Nobody_is_named_until_a_day_that_has_passed() =>
        SubFiles.Sealed.OnFile(Someone.Investigator3, Relation.Member).When(Command with { Until = Given.Now }, Someone.Investigator)
            .ThenRefused("ends-in-the-past", "until");

    [Theory]
    [InlineData(Relation.UnitSupervisor)]
    [InlineData(Relation.EmergencyAccess)]
    [InlineData(Relation.AddressedLiaisonOfficer)]
    public void Who_is_not_on_the_files_team_cannot_be_named(Relation relation) =>
        SubFiles.Sealed.OnFile(Someone.Investigator3, relation).When(Command, Someone.Investigator).ThenRefused("not-on-the-file", "person");

    [Fact]
    public void Somebody_whom_the_workspace_does_not_know_cannot_be_named() =>
        SubFiles.Sealed.When(Command, Someone.Investigator).ThenRefused("not-on-the-file", "person");

    [Fact]
    public void Nobody_is_named_twice() =>
        SubFiles.WithNamed.Inside(Someone.Investigator3, Relation.Member).When(Command, Someone.Investigator).ThenRefused("named-already", "person");

    [Fact]
    public void The_keeper_is_named_already() =>
        SubFiles.Sealed.Inside(Someone.Investigator, Relation.Lead).When(Command with { Person = Someone.Investigator.Id }, Someone.Supervisor2)
            .ThenRefused("named-already", "person");

    [Fact]
    public void A_person_who_left_the_file_and_came_back_is_named_anew_and_stands_there_once() =>
        SubFiles.WithNamed.OnFile(Someone.Investigator3, Relation.Member, Given.Now.AddDays(1)).When(Command, Someone.Investigator)
            .Then(new PersonNamedInSubFile(Someone.Investigator3.Id, "member", Given.Now.AddDays(1), "Meets the source.")).State
            .Named.ShouldBe([new NamedPerson(Someone.Investigator3.Id, "member", Given.Now.AddDays(1))]);

    [Fact]
    public void Nobody_is_named_in_what_lies_open() =>
        SubFiles.Unsealed.OnFile(Someone.Investigator3, Relation.Member).When(Command, Someone.Investigator).ThenRefused("not-sealed");

    [Fact]
    public void Where_nothing_is_nobody_is_named() =>
        Given.Nothing<SubFile>().Knowing(Someone.Investigator3, Relation.Member).When(Command, Someone.Investigator).ThenMissing();

    [Fact]
    public void Person_and_reason_have_to_be_given() =>
        Faults.Of(Command with { Person = Guid.Empty, Reason = " " }).ShouldBe(["person: NotEmptyValidator", "reason: NotEmptyValidator"]);
}
