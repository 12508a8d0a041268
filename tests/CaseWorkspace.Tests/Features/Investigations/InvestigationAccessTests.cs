using CaseWorkspace.Features.Access;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Tests.Features.Evidence;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

/// <summary>What events change in who has access to a file, without a database.</summary>
public sealed class InvestigationAccessTests
{
    private static readonly Guid File = Guid.CreateVersion7();
    private static readonly Guid Part = Guid.CreateVersion7();
    private static readonly Guid Item = Guid.CreateVersion7();
    private static readonly Guid Colleague = Someone.Investigator3.Id;
    private static readonly string Lead = Subject.Person(Someone.Investigator.Id);
    private static readonly string Member = Subject.Person(Colleague);
    private static readonly string Supervisor = Subject.Person(Someone.Supervisor2.Id);
    private static readonly string Head = Subject.UnitHead("unit-1");

    private static AccessStory Opened => new AccessStory().Then(File, Files.Opened.Happened[0].Data);

    private static AccessStory SealedSubFile => Opened
        .Then(File, new MemberAdded(Colleague, null, null, "unit-1"))
        .Then(Part, new SubFileSealed(File, "S-1", "Sealed", Someone.Investigator.Id, Someone.Supervisor2.Id, "A source."))
        .Then(Part, new PersonNamedInSubFile(Colleague, "member", null, "Works on it."));

    [Fact]
    public void A_file_opens_to_its_lead_and_to_the_head_of_the_unit() =>
        Opened.OpenTo(File).ShouldBe([$"{Lead} lead", $"{Head} unit-supervisor"]);

    [Fact]
    public void A_member_who_leaves_the_file_leaves_its_sub_files_and_does_not_come_back_into_them()
    {
        var story = SealedSubFile;
        story.OpenTo(Part).ShouldContain($"{Member} member");
        story.Then(File, new MemberRemoved(Colleague, "Done.")).OpenTo(Part).ShouldNotContain($"{Member} member");
        story.Then(File, new MemberAdded(Colleague, null)).OpenTo(Part).ShouldBe([$"{Lead} lead", $"{Supervisor} unit-supervisor"]);
        story.OpenTo(File).ShouldContain($"{Member} member");
    }

    [Fact]
    public void A_lead_who_stays_keeps_sub_files_and_one_who_goes_does_not()
    {
        var stays = SealedSubFile.Then(File, new LeadHandedOver(Someone.Investigator.Id, Colleague, Stays: true, "Leave.", "unit-1"));
        stays.OpenTo(File).ShouldBe([$"{Lead} member", $"{Member} lead", $"{Head} unit-supervisor"], ignoreOrder: true);
        stays.OpenTo(Part).ShouldContain($"{Lead} lead");

        var goes = SealedSubFile.Then(File, new LeadHandedOver(Someone.Investigator.Id, Colleague, Stays: false, "Leave.", "unit-1"));
        goes.OpenTo(File).ShouldBe([$"{Member} lead", $"{Head} unit-supervisor"], ignoreOrder: true);
        goes.OpenTo(Part).ShouldNotContain($"{Lead} lead");
    }

    [Fact]
    public void A_restriction_takes_the_head_of_the_unit_out_and_lifting_it_lets_the_head_in()
    {
        var story = Opened.Then(File, new RestrictionProposed(Someone.Supervisor2.Id, "A source."), new FileRestricted(Someone.Supervisor2.Id, "Confirmed."));
        story.OpenTo(File).ShouldBe([$"{Lead} lead", $"{Supervisor} unit-supervisor"], ignoreOrder: true);
        story.LevelOf(File).ShouldBe("restricted");
        story.Rows.LevelsBefore.Values.ShouldBe(["standard"]);

        story.Then(File, new RestrictionLifted("Over.")).OpenTo(File).ShouldBe([$"{Lead} lead", $"{Head} unit-supervisor"], ignoreOrder: true);
        story.Rows.LevelsBefore.Values.ShouldBe(["standard", "restricted"], ignoreOrder: true);
    }

    [Fact]
    public void What_lies_in_a_sub_file_is_kept_as_that_is_until_it_is_opened()
    {
        var story = SealedSubFile.Then(Item, EvidenceIn(Part));
        story.LevelOf(Item).ShouldBe("sealed");
        story.Then(Part, new SubFileUnsealed("Over.")).LevelOf(Item).ShouldBe("standard");
        story.LevelOf(Part).ShouldBe("standard");
    }

    [Fact]
    public void A_relation_ends_when_its_holder_changes_the_unit_and_not_when_held_by_name()
    {
        var story = SealedSubFile
            .Then(Colleague, new ColleagueAppointed(["investigator"], "unit-1", []))
            .Then(Colleague, new ColleagueAppointed(["investigator"], "unit-2", []));
        story.OpenTo(File).ShouldNotContain($"{Member} member");
        story.OpenTo(Part).ShouldContain($"{Member} member");
        story.Rows.PlacesBefore.ShouldHaveSingleItem().Value.Unit.ShouldBe("unit-1");

        story.Then(Colleague, new ColleagueAppointed(["investigator"], "unit-1", [])).OpenTo(File).ShouldNotContain($"{Member} member");
    }

    [Fact]
    public void What_hangs_on_a_unit_that_its_holder_has_left_has_ended_as_it_begins()
    {
        var story = new AccessStory().Then(Colleague, new ColleagueAppointed(["investigator"], "unit-2", []))
            .Then(File, Files.Opened.Happened[0].Data).Then(File, new MemberAdded(Colleague, null, null, "unit-1"));
        story.OpenTo(File).ShouldNotContain($"{Member} member");
        story.Then(Colleague, new ColleagueAppointed(["investigator"], "unit-1", [])).OpenTo(File).ShouldNotContain($"{Member} member");
    }

    [Fact]
    public void An_emergency_entry_opens_the_file_for_its_time_and_ends_with_it()
    {
        var (entry, by) = (Guid.CreateVersion7(), Someone.Investigator2.Id);
        var story = Opened.Then(entry, new EmergencyAccessTaken(File, "344-1", by, "investigator", "Raid.", Given.Now.AddHours(4)));
        story.OpenTo(File).ShouldContain($"{Subject.Person(by)} break-glass");
        story.Then(entry, new EmergencyAccessClosed()).OpenTo(File).ShouldNotContain($"{Subject.Person(by)} break-glass");
        story.OpenTo(entry).ShouldBe([$"{Subject.Person(by)} break-glass"]);
    }

    private static EvidenceRegistered EvidenceIn(Guid? subFile) => EvidenceScenes.Registered with { File = File, SubFile = subFile };
}
