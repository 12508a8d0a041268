using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CsCheck;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Investigations;

public sealed class AccessAskProperties
{
    private static readonly Gen<(bool Grants, int? Hours, int Passes)[]> Answers = Gen.Select(
        Gen.Bool, Gen.Int[-5, 20].Select(hours => hours > 15 ? (int?)null : hours), Gen.Int[0, 10], (grants, hours, passes) => (grants, hours, passes)).Array[0, 12];

    [Fact]
    public void However_often_it_is_answered_the_first_answer_stands_and_lets_in_at_most_once() =>
        Gen.Select(Gen.Bool, Answers).Sample((there, answers) =>
        {
            var file = Guid.CreateVersion7();
            var ask = Given.Events<AccessAsk>(
                Someone.Investigator2, new AccessAsked("344-2026-000123", there ? file : null, Someone.Investigator2.Id, "The same drivers.")).WithRelations(Relation.Lead);
            var letIn = 0;
            foreach (var (grants, hours, passes) in answers)
            {
                var before = ask.At(ask.Facts.Now.AddHours(passes));
                var until = hours is { } limit ? before.Facts.Now.AddHours(limit) : (DateTimeOffset?)null;
                ICommand<AccessAsk> command = grants ? new GrantAccess(ask.Id, null, until, null) : new RefuseAccess(ask.Id, null, "No.");
                var after = before.When(command, Someone.Investigator);
                letIn += after.Decision.Elsewhere.Length;
                foreach (var (stream, happened) in after.Decision.Elsewhere)
                {
                    var added = happened.ShouldBeOfType<MemberAdded>();
                    (stream, added.Person, added.Until).ShouldBe((file, Someone.Investigator2.Id, until));
                    (added.Until <= before.Facts.Now).ShouldBeFalse("Nobody is let in for a time that is over.");
                }

                ask = after.And;
                ask.State!.ShouldBe(before.State!.State is AccessAsk.Waiting ? ask.State : before.State);
            }

            var end = ask.State!;
            ask.Past.Count(one => one is AccessGranted or AccessRefused).ShouldBe(end.State is AccessAsk.Waiting ? 0 : 1);
            letIn.ShouldBe(end.State is AccessAsk.Granted ? 1 : 0);
            (there || end.State is AccessAsk.Waiting).ShouldBeTrue("What is asked of no file is answered by nobody.");
        });
}
