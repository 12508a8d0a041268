using CaseWorkspace.Features.Investigations;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class UnsealSubFileTests
{
    private static readonly UnsealSubFile Command = new(Guid.CreateVersion7(), 2, " No longer at risk. ");

    [Fact]
    public void A_sealed_sub_file_is_opened() =>
        SubFiles.WithNamed.When(Command, Someone.Supervisor2).Then(new SubFileUnsealed("No longer at risk.")).State.State.ShouldBe(SubFile.Unsealed);

    [Fact]
    public void It_is_opened_once() => SubFiles.Unsealed.When(Command, Someone.Supervisor2).ThenRefused("not-sealed");

    [Fact]
    public void Where_nothing_is_nothing_is_opened() => Given.Nothing<SubFile>().When(Command, Someone.Supervisor2).ThenMissing();

    [Fact]
    public void The_reason_has_to_be_given() => Faults.Of(Command with { Reason = "" }).ShouldBe(["reason: NotEmptyValidator"]);
}
