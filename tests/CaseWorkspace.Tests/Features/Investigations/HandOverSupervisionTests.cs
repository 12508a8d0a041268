using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class HandOverSupervisionTests
{
    private static readonly HandOverSupervision Command = new(Guid.CreateVersion7(), 1, Someone.Supervisor.Id, " On leave. ");

    [Fact]
    public void Its_supervisor_hands_it_to_another() =>
        SubFiles.Sealed.Knowing(Someone.Supervisor).When(Command, Someone.Supervisor2)
            .Then(new SubFileSupervisionHandedOver(Someone.Supervisor2.Id, Someone.Supervisor.Id, "On leave.")).State
            .Supervisor.ShouldBe(Someone.Supervisor.Id);

    [Fact]
    public void Nobody_supervises_it_who_is_named_in_it_or_works_on_its_file() =>
        SubFiles.Sealed.And(Someone.Investigator, new PersonNamedInSubFile(Someone.WorkingSupervisor.Id, "member", null, "Meets the source."))
            .Knowing(Someone.WorkingSupervisor, Relation.Member).When(Command with { Person = Someone.WorkingSupervisor.Id }, Someone.Supervisor2)
            .ThenRefused("works-and-supervises", "person");

    [Fact]
    public void Its_keeper_never_supervises_it() =>
        SubFiles.Sealed.And(Someone.Investigator, new SubFileHandedOver(Someone.Investigator.Id, Someone.WorkingSupervisor.Id, false, "Moves."))
            .Knowing(Someone.WorkingSupervisor, Relation.Lead).When(Command with { Person = Someone.WorkingSupervisor.Id }, Someone.Supervisor2)
            .ThenRefused("works-and-supervises", "person");

    [Fact]
    public void Only_a_supervisor_can_supervise_it() =>
        SubFiles.Sealed.Knowing(Someone.Investigator3).When(Command with { Person = Someone.Investigator3.Id }, Someone.Supervisor2)
            .ThenRefused("not-a-supervisor", "person");

    [Fact]
    public void Its_supervisor_supervises_it_already() =>
        SubFiles.Sealed.Knowing(Someone.Supervisor2).When(Command with { Person = Someone.Supervisor2.Id }, Someone.Supervisor2)
            .ThenRefused("supervises-already", "person");

    [Fact]
    public void What_lies_open_is_supervised_as_its_file() =>
        SubFiles.Unsealed.Knowing(Someone.Supervisor).When(Command, Someone.Supervisor2).ThenRefused("not-sealed");

    [Fact]
    public void Where_nothing_is_nothing_is_handed_over() =>
        Given.Nothing<SubFile>().Knowing(Someone.Supervisor).When(Command, Someone.Supervisor2).ThenMissing();

    [Fact]
    public void Person_and_reason_have_to_be_given() =>
        Faults.Of(Command with { Person = Guid.Empty, Reason = " " }).ShouldBe(["person: NotEmptyValidator", "reason: NotEmptyValidator"]);
}
