using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

/// <summary>A command asks each kind of fact once: a second answer would take the place of the first.</summary>
public sealed class FactTests
{
    private static readonly Guid One = Guid.CreateVersion7();

    [Fact]
    public void Two_that_are_answered_in_the_same_place_are_refused()
    {
        Should.Throw<InvalidOperationException>(() => Fact.Once([new PeopleNamed(One), new PersonNamedIn("select ?", One)]));
        Should.Throw<InvalidOperationException>(() => Fact.Once([new Fact<bool>("select 'true'"), new Fact<string>("select '1'")]));
        Should.Throw<InvalidOperationException>(() => Fact.Once([new RelationHeld(Relation.Lead), new RelationHeld(Relation.Member)]));
        Should.Throw<InvalidOperationException>(() => Fact.Once([new NextNumber("a"), new NextNumber("b")]));
    }

    [Fact]
    public void The_same_asked_by_command_and_precondition_is_asked_once() =>
        Fact.Once([new ActorDuties(), new ActorDuties(), new IntoFile(One), new NextNumber("a")]).Length.ShouldBe(3);
}
