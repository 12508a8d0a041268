using System.Collections.Concurrent;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CsCheck;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

/// <summary>Random acts on a case file, in any order: the invariants hold.</summary>
public sealed class FileLifeTests
{
    private static readonly AccessPolicy Policy = new(AllFeatures.Rules);
    private static readonly IReadOnlyList<Actor> Cast = Someone.Everybody;

    private static readonly Dictionary<Guid, Colleague> Colleagues = Cast.ToDictionary(person => person.Id, person => person.AsColleague());

    private static readonly Gen<(int Actor, int Person, int Kind, int Hours)[]> Sequences = Gen.Select(
        Gen.Int[0, Cast.Count - 1], Gen.Int[0, Cast.Count - 1], Gen.Int[0, 9 + 9], Gen.Int[0, 30], (actor, person, kind, hours) => (actor, person, kind, hours)).Array[0, 60];

    [Fact]
    public void No_sequence_brings_a_file_into_a_forbidden_state()
    {
        var changes = 0;
        var kinds = new ConcurrentDictionary<Type, bool>();
        Sequences.Sample(
            tries =>
            {
                // What becomes of the case is decided by a prosecutor, whom few sequences name by themselves.
                var file = tries.Length % 2 == 0 ? Files.Opened : Files.WithProsecutor;
                foreach (var (actor, person, kind, hours) in tries)
                {
                    file = file.At(file.Facts.Now.AddHours(hours));
                    var by = By(actor, kind, hours);
                    var after = Run(file, by, Command(file, Cast[person], kind, hours));
                    Interlocked.Add(ref changes, after.Happened.Count - file.Happened.Count);
                    foreach (var happened in after.Happened.Skip(file.Happened.Count))
                    {
                        kinds[happened.EventType] = true;
                    }

                    Check(file, after, by);
                    file = after;
                }
            },
            iter: 1_000);
        changes.ShouldBeGreaterThan(1_000);
        kinds.Keys.ShouldBe(
            [typeof(MemberAdded), typeof(MemberRemoved), typeof(ProsecutorNamed), typeof(NoteAdded), typeof(LeadHandedOver), typeof(RestrictionProposed), typeof(FileRestricted), typeof(RestrictionLifted),
             typeof(InvestigationSuspended), typeof(InvestigationResumed), typeof(CaseReferredToCourt), typeof(VerdictRecorded), typeof(InvestigationTerminated), typeof(FileClosed), typeof(FileReopened),
             typeof(OfficialNumberRecorded), typeof(OfficialNumberEnded)],
            ignoreOrder: true, "The sequences are to try everything, or they prove little.");
    }

    [Fact]
    public void Whatever_happened_what_is_allowed_can_be_done_and_what_is_not_cannot()
    {
        InvestigationActs.OfFile.All.Select(act => act.Verb).ShouldBe(WellFormed(Files.Opened, Cast[0]).Keys, ignoreOrder: true);
        Sequences.Sample(
            tries =>
            {
                var file = tries.Length % 2 == 0 ? Files.Opened : Files.WithProsecutor;
                foreach (var (actor, person, kind, hours) in tries.Take(20))
                {
                    file = Run(file.At(file.Facts.Now.AddHours(hours)), Cast[actor], Command(file, Cast[person], kind, hours));
                    foreach (var one in Cast)
                    {
                        var ready = file.WithRelations([.. Relations(file.State!, one, file.Facts.Now)]).Closed(file.State!.State is Investigation.Closed).By(one);
                        InvestigationActs.OfFile.ShouldAgree(file.State!, ready.Facts with { People = Colleagues }, WellFormed(file, Cast[person]));
                    }
                }
            },
            iter: 100);
    }

    // Every other step in the life of the file is tried by the person who may do it: of random actors few would come that far.
    private static Actor By(int actor, int kind, int hours) =>
        kind < 10 || hours % 2 == 1 ? Cast[actor] : Life[kind - 10] is "close" ? Someone.Supervisor : Someone.Prosecutor;

    private static Dictionary<string, ICommand<Investigation>> WellFormed(Given<Investigation> file, Actor person) => new(StringComparer.Ordinal)
    {
        ["add-note"] = new AddNote(file.Id, "Noted."),
        ["correct"] = new CorrectFile(file.Id, null, $"As {file.Past.Length} says", ["irregular-stay"], ["FR"], "", null, "Misheard."),
        ["add-member"] = new AddMember(file.Id, null, person.Id, null),
        ["remove-member"] = new RemoveMember(file.Id, null, person.Id, "Moved."),
        ["hand-over"] = new HandOverLead(file.Id, null, person.Id, Stays: true, "On leave."),
        ["restrict"] = new RestrictFile(file.Id, null, person.Id, "A colleague is concerned."),
        ["confirm-restriction"] = new ConfirmRestriction(file.Id, null, person.Id, "Agreed."),
        ["lift-restriction"] = new LiftRestriction(file.Id, null, "Cleared."),
        ["name-prosecutor"] = new NameProsecutor(file.Id, null, person.Id),
        ["suspend"] = new SuspendInvestigation(file.Id, null, "The witness is abroad."),
        ["resume"] = new ResumeInvestigation(file.Id, null, "The witness came back."),
        ["refer-to-court"] = new ReferToCourt(file.Id, null, "City court", file.Facts.Now, "The evidence suffices."),
        ["record-verdict"] = new RecordVerdict(file.Id, null, "guilty", "City court", file.Facts.Now, "All counts."),
        ["terminate"] = new TerminateInvestigation(file.Id, null, "not-proven", "Nobody could be named."),
        ["close"] = new CloseFile(file.Id, null, "Done."),
        ["reopen"] = new ReopenFile(file.Id, null, "A new witness."),
        ["record-official-number"] = new RecordOfficialNumber(file.Id, "City court", $"1/{file.State!.OfficialNumbers.Length}", file.Facts.Now),
        ["end-official-number"] = new EndOfficialNumber(
            file.Id, null, file.State!.OfficialNumbers.LastOrDefault(one => one.Until is null)?.Entry ?? Guid.Empty, file.Facts.Now, "Moved."),
    };

    private static readonly string[] Life = ["suspend", "resume", "refer-to-court", "record-verdict", "terminate", "close", "reopen", "record-official-number", "end-official-number"];

    private static ICommand<Investigation> Command(Given<Investigation> file, Actor person, int kind, int hours) => kind switch
    {
        0 => new AddMember(file.Id, null, person.Id, null),
        1 => new AddMember(file.Id, null, person.Id, null, file.Facts.Now.AddHours(hours - 2)),
        2 => new RemoveMember(file.Id, null, person.Id, "Moved."),
        3 => new NameProsecutor(file.Id, null, person.Id, null, hours % 2 == 0 ? null : file.Facts.Now.AddHours(hours - 2)),
        4 => new HandOverLead(file.Id, null, person.Id, Stays: true, "On leave."),
        5 => new HandOverLead(file.Id, null, person.Id, Stays: false, "Moved."),
        6 => new RestrictFile(file.Id, null, person.Id, "A colleague is concerned."),
        >= 10 => WellFormed(file, person)[Life[kind - 10]],
        9 => new ConfirmRestriction(file.Id, null, person.Id, "Agreed."),
        7 => new LiftRestriction(file.Id, null, "Cleared."),
        _ => new AddNote(file.Id, "Noted."),
    };

    private static Given<Investigation> Run(Given<Investigation> file, Actor actor, ICommand<Investigation> command)
    {
        var relations = Relations(file.State!, actor, file.Facts.Now);
        var ready = file.WithRelations([.. relations]);
        // As the pipeline does.
        return command.Operation.IsPossible(file.State!.State is Investigation.Closed) && relations.Intersect(Policy.Sufficient(command.Operation, actor)).Any()
            ? (ready with { Facts = ready.Facts with { People = Colleagues } }).When(command, actor).And
            : file;
    }

    private static IReadOnlyList<Relation> Relations(Investigation file, Actor actor, DateTimeOffset now) =>
    [
        .. file.Lead == actor.Id ? new[] { Relation.Lead } : [],
        .. file.Has(actor.Id, now) ? new[] { Relation.Member } : [],
        .. file.Prosecutor == actor.Id && !(file.ProsecutorUntil <= now) ? new[] { Relation.SupervisingProsecutor } : [],
        .. actor.Is(Role.Supervisor) && (file.Supervisor is { } named ? named == actor.Id : actor.Unit == file.Unit)
            ? new[] { Relation.UnitSupervisor } : [],
    ];

    private static void Check(Given<Investigation> earlier, Given<Investigation> later, Actor actor)
    {
        var (before, after) = (earlier.State!, later.State!);
        (after.Id, after.Number, after.Title, after.Unit, after.OpenedAt)
            .ShouldBe((before.Id, before.Number, before.Title, before.Unit, before.OpenedAt));

        // Nobody who investigates the file chooses who supervises it or the investigation.
        if (before.Supervisor != after.Supervisor || before.Prosecutor != after.Prosecutor)
        {
            before.Has(actor.Id, later.Facts.Now).ShouldBeFalse();
        }

        // Never without a lead, whose time on the file has no end.
        after.Members.ShouldContain(after.Lead);
        after.Has(after.Lead, DateTimeOffset.MaxValue).ShouldBeTrue();
        after.Until.Keys.All(person => after.Members.Contains(person)).ShouldBeTrue();

        // Restricted is what has a supervisor by name, who is one, or for which one is suggested.
        (after.Level is Investigation.Restricted).ShouldBe(after.Supervisor is not null || after.ProposedSupervisor is not null);
        (after.Supervisor is null || Cast.Single(person => person.Id == after.Supervisor).Is(Role.Supervisor)).ShouldBeTrue();
        after.Members.ShouldBeUnique();
        after.Members.All(member => Cast.Single(person => person.Id == member).Is(Role.Investigator)).ShouldBeTrue();
        (after.Prosecutor is null || Cast.Single(person => person.Id == after.Prosecutor).Is(Role.Prosecutor)).ShouldBeTrue();
        (after.Prosecutor is not null || after.ProsecutorUntil is null).ShouldBeTrue();
        after.Notes.ShouldBe(later.Happened.Count(one => one.Data is NoteAdded));

        if (!after.Members.SequenceEqual(before.Members))
        {
            (actor.Id == before.Lead || actor.Is(Role.Supervisor)).ShouldBeTrue("Members change by the lead or the head of the unit.");
        }

        if (after.Lead != before.Lead || after.Level != before.Level)
        {
            (actor.Id == before.Lead || actor.Is(Role.Supervisor)).ShouldBeTrue("Lead and level change by the lead, or the person who supervises the file.");
        }

        // What becomes of the case is the prosecutor's to decide; closing the file, its supervisor's, once that is decided.
        if (!string.Equals(after.State, before.State, StringComparison.Ordinal))
        {
            actor.Is(after.State is Investigation.Closed ? Role.Supervisor : Role.Prosecutor).ShouldBeTrue();
            (after.State is not Investigation.Closed || before.State is Investigation.Terminated or Investigation.Decided).ShouldBeTrue();
        }

        // A closed file changes in nothing but who has access to it and by which number it goes.
        if (before.State is Investigation.Closed)
        {
            (after.Notes, after.Verdict, after.TerminationGround is null).ShouldBe((before.Notes, before.Verdict, before.TerminationGround is null || after.State is Investigation.UnderInvestigation));
        }

        after.OfficialNumbers.Select(one => one.Entry).ShouldBeUnique();
        after.OfficialNumbers.All(one => one.Until is null || one.Until >= one.Since - TimeSpan.FromMinutes(2)).ShouldBeTrue();

        if (after.Prosecutor != before.Prosecutor)
        {
            actor.Is(Role.Supervisor).ShouldBeTrue("The head of the unit names the prosecutor.");
        }
    }
}
