using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class SealSubFileTests
{
    private static readonly SealSubFile Command = new(SubFiles.File, "  Informant ", Someone.Supervisor2.Id, " At risk. ");

    private static Given<SubFile> InFile { get; } =
        Given.Nothing<SubFile>().In(ThingKind.Investigation, SubFiles.File, Relation.Lead).Drawing(7).Knowing(Someone.Supervisor2, Relation.UnitSupervisor);

    [Fact]
    public void A_person_who_seals_a_part_off_keeps_it_and_a_supervisor_stands_over_it()
    {
        var part = InFile.When(Command, Someone.Investigator).Then(new SubFileSealed(
            SubFiles.File, "S-7", "Informant", Someone.Investigator.Id, Someone.Supervisor2.Id, "At risk.")).State;

        part.State.ShouldBe(SubFile.Sealed);
        part.Named.ShouldBeEmpty();
    }

    [Fact]
    public void Its_supervisor_is_a_supervisor() =>
        InFile.Knowing(Someone.Investigator3).When(Command with { Supervisor = Someone.Investigator3.Id }, Someone.Investigator)
            .ThenRefused("not-a-supervisor", "supervisor");

    [Fact]
    public void Its_supervisor_is_known_to_the_workspace() =>
        InFile.When(Command with { Supervisor = Someone.Supervisor.Id }, Someone.Investigator).ThenRefused("not-a-supervisor", "supervisor");

    [Fact]
    public void Its_supervisor_is_the_files_and_not_chosen_by_its_keeper() =>
        InFile.Knowing(Someone.Supervisor).When(Command with { Supervisor = Someone.Supervisor.Id }, Someone.Investigator)
            .ThenRefused("not-its-supervisor", "supervisor");

    [Fact]
    public void It_is_never_one_persons_alone() =>
        InFile.Knowing(Someone.WorkingSupervisor, Relation.UnitSupervisor).When(Command with { Supervisor = Someone.WorkingSupervisor.Id }, Someone.WorkingSupervisor)
            .ThenRefused("works-and-supervises", "supervisor");

    [Theory]
    [InlineData(ThingKind.SubFile)]
    [InlineData("evidence")]
    [InlineData("request")]
    public void It_is_sealed_off_in_a_file_and_nowhere_else(string kind) =>
        InFile.In(kind, SubFiles.File, Relation.Lead).When(Command, Someone.Investigator).ThenMissing();

    [Fact]
    public void All_has_to_be_said() =>
        Faults.Of(Command with { Title = " ", Supervisor = Guid.Empty, Reason = "" })
            .ShouldBe(["title: NotEmptyValidator", "supervisor: NotEmptyValidator", "reason: NotEmptyValidator"]);
}
