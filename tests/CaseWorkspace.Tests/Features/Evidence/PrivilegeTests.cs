using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Evidence;

/// <summary>What counsel and a client share is marked by anybody on the file, and let free by the prosecutor alone.</summary>
public sealed class PrivilegeTests
{
    private static readonly EvidenceRegistered Registered = new(
        Guid.CreateVersion7(), "E-001", "document", "A letter", Given.Now, "Batumi", "An investigator", null, Someone.Investigator.Id, Given.Now);

    private static Given<EvidenceItem> Item { get; } = Given.Events<EvidenceItem>(Someone.Investigator, Registered).By(Someone.Investigator);

    [Fact]
    public void It_is_marked_with_a_reason_and_once()
    {
        var marked = Item.When(new MarkPrivileged(Item.Id, null, " From counsel. ")).Then(new ItemMarkedPrivileged("From counsel.", Someone.Investigator.Id, Given.Now)).And;
        marked.State!.Privilege.ShouldBe(new ItemPrivilege("From counsel.", Someone.Investigator.Id, Given.Now));
        marked.When(new MarkPrivileged(Item.Id, null, "Again.")).ThenRefused("privileged-already");
        Faults.Of(new MarkPrivileged(Item.Id, null, " ")).ShouldNotBeEmpty();
    }

    [Fact]
    public void Who_marked_it_does_not_lift_it()
    {
        var prosecutor = Given.Person(Role.Prosecutor);
        Item.When(new LiftPrivilege(Item.Id, null, "Not from counsel.")).ThenRefused("not-privileged");
        var marked = Item.When(new MarkPrivileged(Item.Id, null, "From counsel."), prosecutor).And;
        marked.When(new LiftPrivilege(Item.Id, null, "Not from counsel."), prosecutor).ThenRefused("marked-by-oneself");
        marked.When(new LiftPrivilege(Item.Id, null, "Not from counsel."), Given.Person(Role.Prosecutor)).State.Privilege.ShouldBeNull();
    }
}
