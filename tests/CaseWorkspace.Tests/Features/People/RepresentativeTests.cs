using CaseWorkspace.Features.People;
using CaseWorkspace.Platform.Storage;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.People.PeopleScenes;

namespace CaseWorkspace.Tests.Features.People;

/// <summary>Counsel, interpreters and guardians of a person, and who is bound to secrecy.</summary>
public sealed class RepresentativeTests
{
    private static readonly RepresentativeContent Counsel = new("Sample Counsel", "counsel", Yesterday, null, "+995 555 00 00 09");
    private static readonly SecrecyContent Secrecy = new(null, Yesterday, "The prosecutor", "The searches.");
    private static readonly NameRepresentative Name = new(Person, Counsel);

    [Fact]
    public void Counsel_is_named_and_acts_until_that_has_ended()
    {
        var named = Known.When(Name).Then(new RepresentativeNamed(Name.Id, Counsel, Someone.Investigator.Id, Given.Now)).And;
        named.When(new EndRepresentative(Person, null, Person, Given.Now, "Why.")).ThenRefused("no-such-representative");
        named.When(new EndRepresentative(Person, null, Name.Id, Given.Now.AddHours(1), "Why.")).ThenRefused("in-future", "until");
        named.When(new EndRepresentative(Person, null, Name.Id, Yesterday.AddDays(-1), "Why.")).ThenRefused("ends-before-it-begins", "until");
        var ended = named.When(new EndRepresentative(Person, null, Name.Id, Given.Now, "Laid down the mandate.")).And;
        ended.State!.Representatives.ShouldHaveSingleItem().Content.Until.ShouldBe(Given.Now);
        ended.When(new EndRepresentative(Person, null, Name.Id, Given.Now, "Again.")).ThenRefused("nobody-acts");
        Known.When(Name with { Content = Counsel with { Since = Given.Now.AddDays(1) } }).ThenRefused("in-future", "content.since");
        Known.When(Name with { Content = Counsel with { Until = Yesterday } }).ThenRefused("ends-before-it-begins", "content.until");
        Faults.Of(Name with { Content = Counsel with { Name = " " } }).ShouldNotBeEmpty();
        Faults.Of(Name with { Content = Counsel with { Capacity = "friend" } }).ShouldNotBeEmpty();
    }

    [Fact]
    public void Who_was_bound_to_secrecy_when_by_whom_and_about_what()
    {
        var bind = new BindToSecrecy(Person, Secrecy);
        Known.When(bind).Then(new SecrecyBound(bind.Id, Secrecy, Someone.Investigator.Id, Given.Now)).State.Bonds.ShouldHaveSingleItem();
        Known.When(bind with { Content = Secrecy with { Representative = Name.Id } }).ThenRefused("no-such-representative", "content.representative");
        Known.When(Name).And.When(bind with { Content = Secrecy with { Representative = Name.Id } }).State.Bonds.ShouldHaveSingleItem().Content.Representative.ShouldBe(Name.Id);
        Known.When(bind with { Content = Secrecy with { Since = Given.Now.AddDays(1) } }).ThenRefused("in-future", "content.since");
        Faults.Of(bind with { Content = Secrecy with { About = "" } }).ShouldNotBeEmpty();
        Faults.Of(bind with { Content = Secrecy with { BoundBy = "" } }).ShouldNotBeEmpty();
    }

    [Fact]
    public void No_search_finds_what_is_recorded_of_counsel()
    {
        object[] events = [new RepresentativeNamed(Name.Id, Counsel, Person, Given.Now), new RepresentativeEnded(Name.Id, Given.Now, "Sample Counsel left.", Person, Given.Now), new SecrecyBound(Person, Secrecy, Person, Given.Now)];
        foreach (var one in Known.And(Someone.Investigator, events).Happened)
        {
            new PeopleModule().Texts(one).SelectMany(text => text.Words()).ShouldNotContain("counsel");
        }
    }

    /// <summary>Who acts for somebody tells who that is: it goes with the identity, and comes back with it.</summary>
    [Fact]
    public void It_goes_with_a_protected_identity_and_comes_back()
    {
        var part = Guid.CreateVersion7();
        var protect = new ProtectIdentity(Person, null, part, "Witness Alpha", "latin", "Was threatened.");
        var done = Known.When(Name).And.When(new BindToSecrecy(Person, Secrecy)).And.UsingPart(CaseFile, part).When(protect);
        (done.State.Representatives!.Count, done.State.Bonds!.Count).ShouldBe((0, 0));
        done.And.When(Name).ThenRefused("identity-protected");
        var kept = Given.Events<ProtectedIdentity>(Someone.Investigator, done.Decision.Begun[0].Event);
        (kept.State!.Representatives!.Count, kept.State.Bonds!.Count).ShouldBe((1, 1));
        var restored = kept.When(new DecideOnIdentity(kept.Id, null, "refused", "No threat."), Given.Person(CaseWorkspace.Platform.Actors.Role.Supervisor)).Decision.Elsewhere[0].Event;
        var person = done.And.And(Someone.Investigator, restored).State!;
        (person.Representatives!.Single().Content, person.Bonds!.Single().Content).ShouldBe((Counsel, Secrecy));
    }
}
