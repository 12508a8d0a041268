using CaseWorkspace.Features;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features;

/// <summary>What still can be done in a closed file, written by hand: all else that adds or changes something is refused.</summary>
public sealed class ClosedFileTests
{
    // Who has access to the file and to the past of its accesses goes on being somebody's to answer for.
    private static readonly string[] Access =
    [
        "access.close-glass", "access.grant", "access.refuse", "access.reopen-break-glass", "access.review-break-glass",
        "investigation.add-member", "investigation.confirm-restriction", "investigation.hand-over", "investigation.lift-restriction", "investigation.name-prosecutor",
        "investigation.remove-member", "investigation.restrict", "sub-file.hand-over", "sub-file.hand-over-supervision", "sub-file.name-person",
        "sub-file.take-off-person", "sub-file.unseal",
    ];

    // The case goes on elsewhere, or here again.
    private static readonly string[] Life = ["investigation.record-official-number", "investigation.end-official-number", "investigation.reopen"];

    // Items go back to their owners, a damage that is found is told, and what counsel and client share is fenced.
    private static readonly string[] Items =
    [
        "evidence.accept-custody", "evidence.lift-privilege", "evidence.mark-privileged", "evidence.offer-custody", "evidence.record-damage", "evidence.refuse-custody",
        "evidence.withdraw-custody",
    ];

    // A request that another state waits for is answered and ended; none begins, and none comes in.
    private static readonly string[] Requests =
    [
        "request.add-document", "request.answer", "request.authorise", "request.clarify", "request.close", "request.refuse", "request.return", "request.revise", "request.submit",
        "request.correct-registration", "request.withdraw",
    ];

    // What is wrong about a person is corrected (Directive (EU) 2016/680, art. 16), records are reviewed (art. 5), a victim is owed a screening as before, and
    // who has to be protected is not less in danger.
    private static readonly string[] People =
    [
        "person.correct", "person.decide-screening", "person.end-representative", "person.propose-erasure", "person.lift-restriction", "person.protect-identity", "person.restrict", "person.review-record", "person.screen",
        "protected-identity.ask-to-release", "protected-identity.correct", "protected-identity.decide",
    ];

    // What was left to be done when it was closed can still be done, and so settled.
    private static readonly string[] Tasks =
        ["task.accept-report", "task.hand-over", "task.report", "task.return-report", "task.settle", "task.withdraw-instruction"];

    // What had to happen until a limit happens all the same, and a person who was arrested is released.
    private static readonly string[] Clocks = ["clock.meet", "clock.stop"];

    // A draft that nobody will sign is given up, and what a court found of an urgent action is told.
    private static readonly string[] Protocols = ["protocol.record-control", "protocol.withdraw"];

    // Who closes the file may not know of it: it is controlled, ended, notified and settled all the same. No new one begins, and none is extended.
    private static readonly string[] CovertMeasures =
    [
        "covert-measure.end", "covert-measure.postpone", "covert-measure.record-control", "covert-measure.serve", "covert-measure.settle", "covert-measure.take-back",
        "covert-measure.withdraw",
    ];

    [Fact]
    public void A_closed_file_changes_in_what_is_written_here_and_in_nothing_else()
    {
        AllFeatures.Rules.Select(rule => rule.Operation).Distinct().Where(operation => operation.InClosedFile).Select(operation => operation.Name)
            .ShouldBe([.. Access, .. Life, .. Items, .. Requests, .. People, .. Tasks, .. Clocks, .. Protocols, .. CovertMeasures], ignoreOrder: true);
    }

    [Fact]
    public void Reading_and_erasing_go_on_and_an_open_file_takes_all()
    {
        foreach (var operation in AllFeatures.Rules.Select(rule => rule.Operation))
        {
            operation.IsPossible(isClosed: false).ShouldBeTrue(operation.Name);
            if (operation.Processing is Processing.Consultation or Processing.Disclosure or Processing.Erasure)
            {
                operation.IsPossible(isClosed: true).ShouldBeTrue(operation.Name);
            }
        }
    }
}
