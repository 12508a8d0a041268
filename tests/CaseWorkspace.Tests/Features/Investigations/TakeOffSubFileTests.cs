using CaseWorkspace.Features.Investigations;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class TakeOffSubFileTests
{
    private static readonly TakeOffSubFile Command = new(Guid.CreateVersion7(), 2, Someone.Investigator3.Id, " The meetings are over. ");

    [Fact]
    public void Somebody_named_is_taken_off() =>
        SubFiles.WithNamed.When(Command, Someone.Investigator)
            .Then(new PersonTakenOffSubFile(Someone.Investigator3.Id, "member", "The meetings are over.")).State.Named.ShouldBeEmpty();

    [Fact]
    public void Nobody_is_taken_off_twice() =>
        SubFiles.WithNamed.When(Command, Someone.Investigator).And.When(Command, Someone.Investigator).ThenRefused("not-named", "person");

    [Fact]
    public void The_keeper_stays() =>
        SubFiles.WithNamed.When(Command with { Person = Someone.Investigator.Id }, Someone.Supervisor2).ThenRefused("keeper-stays", "person");

    [Fact]
    public void The_supervisor_stays() =>
        SubFiles.WithNamed.When(Command with { Person = Someone.Supervisor2.Id }, Someone.Investigator).ThenRefused("keeper-stays", "person");

    [Fact]
    public void Where_nothing_is_nobody_is_taken_off() => Given.Nothing<SubFile>().When(Command, Someone.Investigator).ThenMissing();

    [Fact]
    public void Person_and_reason_have_to_be_given() =>
        Faults.Of(Command with { Person = Guid.Empty, Reason = " " }).ShouldBe(["person: NotEmptyValidator", "reason: NotEmptyValidator"]);
}
