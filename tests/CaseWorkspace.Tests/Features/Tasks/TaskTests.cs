using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.Tasks;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Tasks.TaskScenes;

namespace CaseWorkspace.Tests.Features.Tasks;

public sealed class TaskTests
{
    private static readonly SettleTask Done = new(Id, null, "done");

    [Fact]
    public void A_task_is_made_under_the_files_next_number()
    {
        var made = InFile(Lead, Relation.Lead).Drawing(1).When(new MakeTask(CaseFile, " Ask the hotel ", " ", Due)).Then(Made).State;
        made.Awaits.ShouldBe(new TaskAwaits("settle", Relation.Lead, null, Due));
        Given.Nothing<CaseTask>().By(Lead).In("evidence", CaseFile, Relation.Lead).When(new MakeTask(CaseFile, "Ask")).ThenMissing();
        InFile(Lead, Relation.Lead).When(new MakeTask(CaseFile, "Ask", Owner: Member.Id)).ThenRefused("owner-not-on-file", "owner");
        InFile(Lead, Relation.Lead).When(new MakeTask(CaseFile, "Ask", Due: Given.Now)).ThenRefused("deadline-passed", "due");
        Faults.Of(new MakeTask(CaseFile, " ")).ShouldNotBeEmpty();
    }

    [Fact]
    public void The_owner_or_the_lead_says_what_became_of_it()
    {
        TaskOfMember.ByMember().When(Done with { Note = " The register. " }).Then(new TaskSettled("done", "The register.", Member.Id, Given.Now)).State.State.ShouldBe("done");
        TaskOfMember.When(Done).State.Awaits.ShouldBeNull();
        TaskOfMember.By(Someone.Investigator2).WithRelations(Relation.Member).When(Done).ThenRefused("not-your-task");
        TaskOfMember.By(Someone.Investigator2).WithRelations(Relation.Member).StandingInFor(Member).When(Done).Decision.Refusal.ShouldBeNull();
        TaskOfLead.ByMember().When(Done).ThenRefused("not-your-task");
        TaskOfMember.When(Done).And.When(Done).ThenRefused("not-in-this-state");
    }

    [Fact]
    public void What_was_not_done_says_why()
    {
        Faults.Of(Done with { Outcome = "not-done" }).ShouldNotBeEmpty();
        Faults.Of(Done with { Outcome = "not-done", Note = "The hotel is closed." }).ShouldBeEmpty();
        TaskOfLead.When(Done with { Outcome = "not-done", Note = "The hotel is closed." }).State.State.ShouldBe("not-done");
    }

    [Fact]
    public void It_is_handed_over_to_somebody_who_investigates_there()
    {
        TaskOfLead.When(new HandOverTask(Id, null, Member.Id)).ThenRefused("owner-not-on-file", "owner");
        TaskOfLead.Knowing(Member, Relation.Member).When(new HandOverTask(Id, null, Member.Id)).State.Awaits!.Person.ShouldBe(Member.Id);
        TaskOfLead.When(new HandOverTask(Id, null, null)).ThenRefused("same-as-before", "owner");
        TaskOfMember.ByHead().When(new HandOverTask(Id, null, null)).Then(new TaskHandedOver(null, null, Head.Id, Given.Now)).State.Owner.ShouldBeNull();
        TaskOfLead.ByMember().Knowing(Member, Relation.Member).When(new HandOverTask(Id, null, Member.Id)).ThenRefused("not-your-task");
    }

    [Fact]
    public void Its_deadline_moves_with_a_reason()
    {
        TaskOfLead.When(new MoveDeadline(Id, null, Later, " Closed until Monday. ")).Then(new TaskDeadlineMoved(Later, "Closed until Monday.", Lead.Id, Given.Now)).State.Awaits!.Due.ShouldBe(Later);
        TaskOfLead.When(new MoveDeadline(Id, null, null, "None is needed.")).State.Due.ShouldBeNull();
        TaskOfLead.When(new MoveDeadline(Id, null, Due, "Why.")).ThenRefused("same-as-before", "due");
        TaskOfLead.When(new MoveDeadline(Id, null, Given.Now, "Why.")).ThenRefused("deadline-passed", "due");
        TaskOfLead.ByMember().When(new MoveDeadline(Id, null, Later, "Why.")).ThenRefused("not-your-task");
        Faults.Of(new MoveDeadline(Id, null, Later, " ")).ShouldNotBeEmpty();
    }

    [Fact]
    public void What_was_settled_is_reopened()
    {
        TaskOfLead.When(new ReopenTask(Id, null, "Why.")).ThenRefused("not-in-this-state");
        var reopened = TaskOfLead.When(Done).And.When(new ReopenTask(Id, null, "Another hotel.")).Then(new TaskReopened("Another hotel.", Lead.Id, Given.Now)).State;
        (reopened.State, reopened.Outcome, reopened.Awaits!.Verb).ShouldBe(("open", null, "settle"));
    }

    [Fact]
    public void The_chosen_tasks_of_a_template_are_made_together_under_numbers_in_a_row()
    {
        var command = new UseTemplate(CaseFile, "house-search", [new ChosenTask(" Search ", Due), new ChosenTask("Seal", Later, Member.Id)]);
        var decided = InFile(Lead, Relation.Lead).Drawing(8).Knowing(Member, Relation.Member).When(command)
            .Then(Made with { Number = "T-007", Ground = "template", What = "Search", Template = "house-search" });
        var other = decided.Decision.Begun.ShouldHaveSingleItem();
        other.Aggregate.ShouldBe(typeof(CaseTask));
        other.Stream.ShouldBeGreaterThan(command.Target);
        other.Event.ShouldBe(Made with { Number = "T-008", Ground = "template", What = "Seal", Due = Later, Owner = Member.Id, Template = "house-search" });
        command.Facts.OfType<NextNumber>().ShouldHaveSingleItem().Count.ShouldBe(2);

        InFile(Lead, Relation.Lead).When(command).ThenRefused("owner-not-on-file", "tasks[1].owner").Decision.Begun.ShouldBeEmpty();
        InFile(Lead, Relation.Lead).When(command with { Tasks = [new ChosenTask("Late", Given.Now)] }).ThenRefused("deadline-passed", "tasks[0].due");
        Faults.Of(command with { Tasks = [] }).ShouldNotBeEmpty();
        Faults.Of(command with { Tasks = [new ChosenTask(" ")] }).ShouldNotBeEmpty();
        Faults.Of(command with { Template = "none" }).ShouldNotBeEmpty();
        Faults.Of(command with { Tasks = [.. Enumerable.Repeat(new ChosenTask("One"), 21)] }).ShouldNotBeEmpty();
    }

    [Fact]
    public void Each_template_has_five_to_eight_tasks_with_a_span()
    {
        var steps = CodeLists.Of("task-template-step");
        CodeLists.Of("task-template").Select(one => one.Code).ShouldBe(["first-48-hours", "house-search", "request-to-france"]);
        foreach (var template in CodeLists.Of("task-template"))
            steps.Count(step => step.Of == template.Code).ShouldBeInRange(5, 8, template.Code);
        steps.ShouldAllBe(step => CodeLists.Has("task-template", step.Of) && (step.Hours ?? step.Days ?? 0) > 0);
    }

    [Fact]
    public void A_review_that_asks_for_more_leaves_a_task_for_the_lead_that_rests_on_the_item()
    {
        var reviewed = new ReviewEvidence(Item, null, "follow-up-needed", " Which flat? ");
        var state = Given.Events<EvidenceItem>(Features.Evidence.EvidenceScenes.Registered, Features.Evidence.EvidenceScenes.Sealed).By(Prosecutor);
        state.When(reviewed).Decision.FollowUps.ShouldBe([new WorkLeft("Which flat?")]);
        state.When(reviewed with { Opinion = "sufficient" }).Decision.FollowUps.ShouldBeEmpty();

        var item = new CaseScope(Item, "evidence", CaseFile, [Relation.SupervisingProsecutor]) { Number = "E-002" };
        var context = state.Facts with { Actor = Prosecutor, Number = 4 };
        var begun = new FollowUpTasks().Begin(Id, new WorkLeft("Which flat?"), item, context);
        begun.ShouldBe(new ThingBegun(Id, typeof(CaseTask), new TaskMade(CaseFile, "T-004", "follow-up", null, "Which flat?", Item, null, null, null, Prosecutor.Id, Given.Now)));
        new FollowUpTasks().SeriesOf(item).ShouldBe($"task:{CaseFile}");

        var part = Guid.CreateVersion7();
        var inside = item with { Holder = part, Number = "S-1/E-002" };
        ((TaskMade)new FollowUpTasks().Begin(Id, new WorkLeft("Which flat?"), inside, context).Event).ShouldSatisfyAllConditions(
            made => made.Number.ShouldBe("S-1/T-004"), made => made.SubFile.ShouldBe(part));
        new FollowUpTasks().SeriesOf(inside).ShouldBe($"task:{part}");
    }
}
