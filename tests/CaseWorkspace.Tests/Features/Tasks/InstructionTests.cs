using CaseWorkspace.Features.Tasks;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Tasks.TaskScenes;

namespace CaseWorkspace.Tests.Features.Tasks;

public sealed class InstructionTests
{
    private static readonly ReportCompliance Done = new(Id, null, "done", " Questioned. ");

    [Fact]
    public void An_instruction_is_given_under_the_files_next_number_and_waits_for_the_lead()
    {
        var given = InFile(Prosecutor, Relation.SupervisingProsecutor).Drawing(1).When(new GiveInstruction(CaseFile, " Question the driver. ", Due)).Then(Instructed).State;
        (given.State, given.IsInstruction).ShouldBe(("open", true));
        given.Awaits.ShouldBe(new TaskAwaits("report", Relation.Lead, null, Due));
    }

    [Fact]
    public void In_a_sealed_sub_file_it_counts_by_itself()
    {
        var part = Guid.CreateVersion7();
        var inside = InFile(Prosecutor, Relation.SupervisingProsecutor).Drawing(2);
        inside = inside with { Facts = inside.Facts with { Scope = new CaseScope(part, ThingKind.SubFile, CaseFile, [Relation.SupervisingProsecutor]) { Holder = part, Number = "S-1" } } };
        inside.When(new GiveInstruction(CaseFile, "Question the driver.", Due, SubFile: part)).Then(Instructed with { Number = "S-1/I-002", SubFile = part });
    }

    [Fact]
    public void An_item_is_no_place_to_give_one() =>
        Given.Nothing<CaseTask>().By(Prosecutor).In("evidence", CaseFile, Relation.SupervisingProsecutor).When(new GiveInstruction(CaseFile, "Why.", Due)).ThenMissing();

    [Fact]
    public void Its_owner_investigates_there_and_its_deadline_is_to_come()
    {
        var given = InFile(Prosecutor, Relation.SupervisingProsecutor);
        var toMember = new GiveInstruction(CaseFile, "Question the driver.", Due, Owner: Member.Id);
        given.When(toMember).ThenRefused("owner-not-on-file", "owner");
        given.Knowing(Member, Relation.UnitSupervisor).When(toMember).ThenRefused("owner-not-on-file", "owner");
        given.Knowing(Member, Relation.Member).Drawing(1).When(toMember).Then(Instructed with { Owner = Member.Id });
        given.When(new GiveInstruction(CaseFile, "Why.", Given.Now)).ThenRefused("deadline-passed", "due");
        given.When(new GiveInstruction(CaseFile, "Why.", Given.Now.AddYears(20))).ThenRefused("deadline-too-far", "due");
        Faults.Of(new GiveInstruction(CaseFile, " ", Due)).ShouldNotBeEmpty();
        toMember.Facts.OfType<PeopleNamed>().ShouldHaveSingleItem().People.ShouldBe([Member.Id]);
        (toMember with { RestsOn = Item }).Facts.OfType<ThingsUsed>().ShouldHaveSingleItem().Things.ShouldBe([Item]);
    }

    [Fact]
    public void It_is_reported_on_and_the_report_waits_for_the_prosecutor()
    {
        var reported = Instruction.When(Done).Then(new ComplianceReported("done", "Questioned.", Lead.Id, Given.Now)).State;
        reported.State.ShouldBe("reported");
        reported.Awaits.ShouldBe(new TaskAwaits("accept-report", Relation.SupervisingProsecutor, null, Due));
        Instruction.When(Done).And.When(Done).ThenRefused("not-in-this-state");
        Faults.Of(Done with { Text = " " }).ShouldNotBeEmpty("a reply says something");
        Faults.Of(Done with { Outcome = "withdrawn" }).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_member_reports_on_what_is_theirs_alone()
    {
        Instruction.ByMember().When(Done).ThenRefused("not-your-task");
        var theirs = Given.Events<CaseTask>(Prosecutor, Instructed with { Owner = Member.Id });
        theirs.ByMember().When(Done).Decision.Refusal.ShouldBeNull();
        theirs.ByLead().When(Done).Decision.Refusal.ShouldBeNull();
        theirs.By(Someone.Investigator2).WithRelations(Relation.Member).When(Done).ThenRefused("not-your-task");
        theirs.By(Someone.Investigator2).WithRelations(Relation.Member).StandingInFor(Member).When(Done).Decision.Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("done")]
    [InlineData("not-done")]
    public void What_the_prosecutor_accepts_is_closed_as_it_was_reported(string outcome)
    {
        var reported = Instruction.When(Done with { Outcome = outcome }).And.ByProsecutor();
        var accepted = reported.When(new AcceptReport(Id, null, " ")).Then(new ComplianceAccepted(null, Prosecutor.Id, Given.Now));
        (accepted.State.State, accepted.State.Awaits).ShouldBe((outcome, null));
        accepted.And.When(new AcceptReport(Id, null)).ThenRefused("no-report");
        accepted.And.When(new ReopenTask(Id, null, "Why.")).ThenRefused("is-instruction");
    }

    [Fact]
    public void What_the_prosecutor_returns_is_open_again_and_says_why()
    {
        var returned = Reported.When(new ReturnReport(Id, null, " Which driver? ")).Then(new ComplianceReturned("Which driver?", Prosecutor.Id, Given.Now));
        (returned.State.State, returned.State.Said!.Text, returned.State.Awaits!.Verb).ShouldBe(("open", "Which driver?", "report"));
        returned.And.ByLead().When(Done).State.State.ShouldBe("reported");
        Instruction.ByProsecutor().When(new ReturnReport(Id, null, "Why.")).ThenRefused("no-report");
    }

    [Fact]
    public void Nobody_accepts_what_they_reported() =>
        Instruction.And(Prosecutor, new ComplianceReported("done", "Questioned.", Prosecutor.Id, Given.Now)).ByProsecutor()
            .When(new AcceptReport(Id, null)).ThenRefused("own-report");

    [Fact]
    public void The_prosecutor_changes_it_with_a_reason_and_the_earlier_words_stay()
    {
        var content = new InstructionContent("Question both drivers.", null, null, Later);
        var changed = Instruction.ByProsecutor().When(new ChangeInstruction(Id, null, " Question both drivers. ", Later, null, null, "There were two."))
            .Then(new InstructionChanged(content, "There were two.", Prosecutor.Id, Given.Now)).State;
        (changed.Text, changed.Due).ShouldBe(("Question both drivers.", Later));
        changed.Earlier.ShouldHaveSingleItem().ShouldBe(new EarlierInstruction("Question the driver.", null, null, Due, "There were two.", Given.Now));

        var again = new ChangeInstruction(Id, null, "Question the driver.", Due, null, null, "Why.");
        Instruction.ByProsecutor().When(again).ThenRefused("same-as-before", "text");
        Instruction.ByProsecutor().When(again with { Text = "Other.", RestsOn = Id }).ThenRefused("task-rests-on-itself", "restsOn");
        Instruction.ByProsecutor().When(again with { Due = Given.Now.AddHours(-1) }).ThenRefused("deadline-passed", "due");
        Instruction.ByProsecutor().At(Later).When(again with { Text = "Other." }).Decision.Refusal.ShouldBeNull("a deadline that passed may stand");
        Reported.When(again with { Text = "Other." }).ThenRefused("not-in-this-state");
        TaskOfLead.ByProsecutor().When(again).ThenRefused("no-instruction");
        Faults.Of(again with { Reason = " " }).ShouldNotBeEmpty();
    }

    [Fact]
    public void It_is_withdrawn_and_never_gone()
    {
        var withdrawn = Reported.When(new WithdrawInstruction(Id, null, "The driver is dead.")).Then(new InstructionWithdrawn("The driver is dead.", Prosecutor.Id, Given.Now));
        (withdrawn.State.State, withdrawn.State.Text, withdrawn.State.Awaits).ShouldBe(("withdrawn", "Question the driver.", null));
        withdrawn.And.When(new WithdrawInstruction(Id, null, "Why.")).ThenRefused("not-in-this-state");
        withdrawn.And.ByLead().When(Done).ThenRefused("not-in-this-state");
        TaskOfLead.ByProsecutor().When(new WithdrawInstruction(Id, null, "Why.")).ThenRefused("no-instruction");
    }

    [Fact]
    public void Its_words_and_deadline_are_the_prosecutors_and_the_lead_may_hand_it_on()
    {
        Instruction.When(new MoveDeadline(Id, null, Later, "Why.")).ThenRefused("is-instruction");
        Instruction.When(new SettleTask(Id, null, "done")).ThenRefused("is-instruction");
        Instruction.Knowing(Member, Relation.Member).When(new HandOverTask(Id, null, Member.Id, "Knows him."))
            .Then(new TaskHandedOver(Member.Id, "Knows him.", Lead.Id, Given.Now)).State.Awaits!.Person.ShouldBe(Member.Id);
    }
}
