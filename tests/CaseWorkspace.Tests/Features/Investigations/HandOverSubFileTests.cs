using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class HandOverSubFileTests
{
    private static readonly HandOverSubFile Command = new(Guid.CreateVersion7(), 1, Someone.Investigator3.Id, Stays: true, " Moves to another desk. ");

    private static readonly SubFileHandedOver HandedOver = new(Someone.Investigator.Id, Someone.Investigator3.Id, true, "Moves to another desk.");

    /// <summary>As its supervisor finds it when the keeper has left the file.</summary>
    private static Given<SubFile> Left => SubFiles.Sealed.WithRelations(Relation.UnitSupervisor);

    [Fact]
    public void The_keeper_hands_it_to_a_member_of_the_file_and_stays_named()
    {
        var part = SubFiles.Sealed.Held().OnFile(Someone.Investigator3, Relation.Member).When(Command, Someone.Investigator).Then(HandedOver).State;
        part.Keeper.ShouldBe(Someone.Investigator3.Id);
        part.Named.ShouldBe([new NamedPerson(Someone.Investigator.Id, "member", null)]);
    }

    [Fact]
    public void A_person_who_was_named_and_comes_to_keep_it_stands_there_once() =>
        SubFiles.WithNamed.Held().Inside(Someone.Investigator3, Relation.Member).When(Command with { Stays = false }, Someone.Investigator)
            .Then(HandedOver with { Stays = false }).State.Named.ShouldBeEmpty();

    [Fact]
    public void Its_supervisor_hands_it_over_when_the_keeper_has_left_the_file_and_the_keeper_does_not_stay() =>
        Left.OnFile(Someone.Investigator3, Relation.Member).When(Command, Someone.Supervisor2).Then(HandedOver with { Stays = false });

    [Fact]
    public void Its_supervisor_does_not_while_it_has_a_keeper() =>
        Left.Held().OnFile(Someone.Investigator3, Relation.Member).When(Command, Someone.Supervisor2).ThenRefused("keeper-keeps");

    [Fact]
    public void A_keeper_who_left_and_came_back_is_handed_it_anew() =>
        Left.OnFile(Someone.Investigator, Relation.Member).When(Command with { Person = Someone.Investigator.Id }, Someone.Supervisor2)
            .Then(HandedOver with { Person = Someone.Investigator.Id, Stays = false });

    [Fact]
    public void The_keeper_keeps_it_already() =>
        SubFiles.Sealed.Held().Inside(Someone.Investigator, Relation.Lead).When(Command with { Person = Someone.Investigator.Id }, Someone.Investigator)
            .ThenRefused("keeps-already", "person");

    [Fact]
    public void Its_supervisor_never_keeps_it() =>
        Left.And(Someone.Supervisor2, new SubFileSupervisionHandedOver(Someone.Supervisor2.Id, Someone.WorkingSupervisor.Id, "On leave."))
            .OnFile(Someone.WorkingSupervisor, Relation.Member).When(Command with { Person = Someone.WorkingSupervisor.Id }, Someone.WorkingSupervisor)
            .ThenRefused("works-and-supervises", "person");

    [Theory]
    [InlineData(Relation.UnitSupervisor)]
    [InlineData(Relation.EmergencyAccess)]
    [InlineData(Relation.SupervisingProsecutor)]
    public void Who_does_not_investigate_the_file_cannot_keep_it(Relation relation) =>
        SubFiles.Sealed.Held().OnFile(Someone.Investigator3, relation).When(Command, Someone.Investigator).ThenRefused("not-on-the-file", "person");

    [Fact]
    public void A_prosecutor_of_the_file_cannot_keep_it() =>
        SubFiles.Sealed.Held().OnFile(Someone.Prosecutor, Relation.SupervisingProsecutor).When(Command with { Person = Someone.Prosecutor.Id }, Someone.Investigator)
            .ThenRefused("not-on-the-file", "person");

    [Fact]
    public void Somebody_whom_the_workspace_does_not_know_cannot_keep_it() =>
        SubFiles.Sealed.Held().When(Command, Someone.Investigator).ThenRefused("not-on-the-file", "person");

    [Fact]
    public void What_lies_open_has_no_keeper() =>
        SubFiles.Unsealed.Held().OnFile(Someone.Investigator3, Relation.Member).When(Command, Someone.Investigator).ThenRefused("not-sealed");

    [Fact]
    public void Where_nothing_is_nothing_is_handed_over() =>
        Given.Nothing<SubFile>().Knowing(Someone.Investigator3, Relation.Member).When(Command, Someone.Investigator).ThenMissing();

    [Fact]
    public void Person_and_reason_have_to_be_given() =>
        Faults.Of(Command with { Person = Guid.Empty, Reason = " " }).ShouldBe(["person: NotEmptyValidator", "reason: NotEmptyValidator"]);
}
