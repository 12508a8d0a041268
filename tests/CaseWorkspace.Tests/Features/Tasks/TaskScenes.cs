using CaseWorkspace.Features.Tasks;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Tests.Features.Tasks;

/// <summary>Instructions and tasks in a file of the tests: led by one investigator, with another on it, and a prosecutor over it.</summary>
internal static class TaskScenes
{
    public static readonly Guid CaseFile = Guid.CreateVersion7();
    public static readonly Guid Id = Guid.CreateVersion7();
    public static readonly Guid Item = Guid.CreateVersion7();
    public static readonly DateTimeOffset Due = Given.Now.AddDays(2);
    public static readonly DateTimeOffset Later = Given.Now.AddDays(5);

    public static readonly Actor Lead = Someone.Investigator;
    public static readonly Actor Member = Someone.Investigator3;
    public static readonly Actor Head = Someone.Supervisor;
    public static readonly Actor Prosecutor = Someone.Prosecutor;

    public static readonly TaskMade Made = new(CaseFile, "T-001", "own", "Ask the hotel", null, null, null, Due, null, Lead.Id, Given.Now);

    public static readonly InstructionGiven Instructed = new(CaseFile, "I-001", "Question the driver.", null, null, Due, Prosecutor.Id, Given.Now);

    public static Given<CaseTask> TaskOfLead { get; } = Given.Events<CaseTask>(Lead, Made).ByLead();

    public static Given<CaseTask> TaskOfMember { get; } = Given.Events<CaseTask>(Lead, Made with { Owner = Member.Id }).ByLead();

    public static Given<CaseTask> Instruction { get; } = Given.Events<CaseTask>(Prosecutor, Instructed).ByLead();

    public static Given<CaseTask> Reported { get; } = Instruction.And(Lead, new ComplianceReported("done", "Questioned.", Lead.Id, Given.Now)).ByProsecutor();

    public static Given<CaseTask> InFile(Actor by, Relation relation) => Given.Nothing<CaseTask>().By(by).In(ThingKind.Investigation, CaseFile, relation);

    public static Given<CaseTask> ByLead(this Given<CaseTask> given) => given.By(Lead).WithRelations(Relation.Lead);

    public static Given<CaseTask> ByMember(this Given<CaseTask> given) => given.By(Member).WithRelations(Relation.Member);

    public static Given<CaseTask> ByHead(this Given<CaseTask> given) => given.By(Head).WithRelations(Relation.UnitSupervisor);

    public static Given<CaseTask> ByProsecutor(this Given<CaseTask> given) => given.By(Prosecutor).WithRelations(Relation.SupervisingProsecutor);

    public static Given<CaseTask> StandingInFor(this Given<CaseTask> given, Actor away) => given with { Facts = given.Facts with { StandsInFor = [away.Id] } };
}
