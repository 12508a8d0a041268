using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.Protocols;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Protocols.ProtocolScenes;

namespace CaseWorkspace.Tests.Features.Protocols;

public sealed class ProtocolTests
{
    private static readonly DraftProtocol Begin = new(CaseFile, Content);
    private static readonly SignProtocol Sign = new(Id, null, BothGiven);
    private static readonly RecordControl Control = new(Id, null, "lawful", "Tbilisi City Court", "11/204", Given.Now);

    [Fact]
    public void A_protocol_is_drafted_under_the_files_next_number()
    {
        var drafted = InFile(Doer, Relation.Member).When(Begin).Then(Drafted).State;
        drafted.Awaits.ShouldBe(new ProtocolAwaits("sign", Relation.Lead, Doer.Id, null));
        InFile(Lead, Relation.Lead).When(Begin).State.DraftedBy.ShouldBe(Lead.Id);
        Given.Nothing<ActionProtocol>().By(Doer).In("evidence", CaseFile, Relation.Member).When(Begin).ThenMissing();
        new CaseScope(CaseFile, ThingKind.SubFile, CaseFile, []) { Holder = Guid.CreateVersion7(), Number = "S-1" }.NumberOf("AP", 7).ShouldBe("S-1/AP-007");
    }

    [Fact]
    public void What_it_says_can_have_happened()
    {
        Refused(Content with { Began = Given.Now.AddHours(1) }, "in-future", "content.began");
        Refused(Content with { Began = Given.Now.AddYears(-51) }, "began-too-long-ago", "content.began");
        Refused(Content with { Ended = Content.Began.AddMinutes(-1) }, "ended-before-begun", "content.ended");
        Refused(Content with { Ended = Given.Now.AddHours(1) }, "in-future", "content.ended");
        Refused(Content with { BasisOn = Given.Now.AddDays(1) }, "in-future", "content.basisOn");
        Refused(Content with { DoneBy = Other.Id }, "doer-not-on-file", "content.doneBy");
        Refused(Content with { DoneBy = Prosecutor.Id }, "doer-not-on-file", "content.doneBy");

        static void Refused(ProtocolContent content, string code, string field) =>
            InFile(Doer, Relation.Member).Knowing(Prosecutor, Relation.SupervisingProsecutor).When(new DraftProtocol(CaseFile, content)).ThenRefused(code, field);
    }

    [Fact]
    public void Each_field_at_fault_is_named()
    {
        Faults.Of(Begin).ShouldBeEmpty();
        Faults.Of(new DraftProtocol(CaseFile, Content with { Basis = "consent", BasisBy = null, BasisOn = null })).ShouldBeEmpty();
        At(Content with { Action = "other" }).ShouldBe(["content.actionWords"]);
        At(Content with { BasisBy = " ", BasisOn = null }).ShouldBe(["content.basisBy", "content.basisOn"]);
        At(Content with { Means = ["other"] }).ShouldBe(["content.meansWords"]);
        At(Content with { Means = ["photo", "photo"] }).ShouldBe(["content.means"]);
        At(Content with { Place = "" }).ShouldBe(["content.place"]);
        At(Content with { Participants = [new ProtocolParticipant("witness", " ", null)] }).ShouldBe(["content.participants[0].who"]);
        At(Content with { Participants = [.. Enumerable.Repeat(Content.Participants[0], 31)] }).ShouldBe(["content.participants"]);

        static IEnumerable<string> At(ProtocolContent content) => Faults.Of(new DraftProtocol(CaseFile, content)).Select(fault => fault.Split(':')[0]);
    }

    [Fact]
    public void A_draft_is_changed_by_who_did_the_action_who_drafted_it_and_the_lead()
    {
        var changed = new ChangeProtocol(Id, null, Urgent);
        Draft.When(changed).Then(new ProtocolChanged(Urgent, Began.AddHours(24), Doer.Id, Given.Now)).State.Content.Basis.ShouldBe("investigator-decree");
        Draft.ByLead().When(changed).Decision.Refusal.ShouldBeNull();
        Draft.ByOther().When(changed).ThenRefused("not-your-protocol");
        Final.When(changed).ThenRefused("protocol-signed");
    }

    [Fact]
    public void Only_who_did_the_action_signs_and_a_signed_protocol_changes_no_more()
    {
        var signed = Draft.When(Sign).Then(Signed).State;
        (signed.State, signed.Awaits).ShouldBe(("signed", null));
        Draft.ByLead().When(Sign).ThenRefused("not-who-did-it");
        Draft.When(new SignProtocol(Id, null, [BothGiven[0]])).ThenRefused("signatures-of-all", "signatures");
        Final.When(Sign).ThenRefused("protocol-signed");
        Final.ByLead().When(new WithdrawProtocol(Id, null, "Why.")).ThenRefused("protocol-signed");
        foreach (var lacking in new[] { Content with { Ended = null }, Content with { Found = null } })
            Given.Events<ActionProtocol>(Doer, Drafted with { Content = lacking }).ByDoer().When(Sign).ThenRefused("protocol-incomplete");
        Faults.Of(new SignProtocol(Id, null, [new SignatureGiven("refused", " ")])).ShouldBe(["signatures[0].reason: why-not-signed"]);
    }

    [Fact]
    public void A_court_controls_what_was_done_in_urgency_within_the_term_of_the_table()
    {
        InFile(Doer, Relation.Member).When(new DraftProtocol(CaseFile, Urgent)).State.ControlDue.ShouldBe(Began.AddHours(24));
        CodeLists.Of("court-control-term").ShouldAllBe(term => CodeLists.Has("protocol-basis", term.About) && term.Hours == 24);
        CourtControlTerm.Due("court-ruling", Began).ShouldBeNull();

        var due = new ProtocolAwaits("record-control", Relation.Lead, Doer.Id, Began.AddHours(24));
        UrgentDraft.State!.Awaits.ShouldBe(due);
        UrgentDraft.When(Sign).State.Awaits.ShouldBe(due);
        var recorded = new CourtControlRecorded("lawful", "Tbilisi City Court", "11/204", Given.Now, Doer.Id, Given.Now);
        var controlled = UrgentDraft.When(Control).Then(recorded).And;
        controlled.State!.Awaits!.Verb.ShouldBe("sign");
        controlled.When(Sign).State.Awaits.ShouldBeNull();
        UrgentDraft.By(Prosecutor).WithRelations(Relation.SupervisingProsecutor).When(Control).Decision.Refusal.ShouldBeNull();
        controlled.When(Control with { Finding = "unlawful" }).State.Control!.Finding.ShouldBe("unlawful");
        UrgentDraft.When(Control with { RuledOn = Given.Now.AddDays(1) }).ThenRefused("in-future", "ruledOn");
        Draft.When(Control).ThenRefused("no-control-owed");
        UrgentDraft.When(new WithdrawProtocol(Id, null, "Was another's.")).State.Awaits.ShouldBeNull();
    }

    [Fact]
    public void A_signed_protocol_is_corrected_by_a_second_one_that_says_at_first_what_it_says()
    {
        var correct = new CorrectProtocol(Final.Id, null, " The street is wrong. ");
        var begun = Final.When(correct).Then(new ProtocolCorrectionBegun(correct.Second, "The street is wrong.", Doer.Id, Given.Now));
        begun.Decision.FollowUps.ShouldBe([new CorrectionLeft(Final.State!) { Id = correct.Second }]);
        begun.State.State.ShouldBe("signed");
        begun.And.When(correct).ThenRefused("correction-begun");
        begun.And.When(new RegisterExhibits(Id, null, [new FoundExhibit("document", "A ledger")])).ThenRefused("correction-begun");
        Draft.When(correct).ThenRefused("protocol-not-signed");
        Final.ByOther().When(correct).ThenRefused("not-your-protocol");

        var scope = new CaseScope(Final.Id, "protocol", CaseFile, [Relation.Member]) { Number = "AP-001" };
        var second = new ProtocolCorrections().Begin(Id, begun.Decision.FollowUps[0], scope, Final.Facts with { Number = 2 });
        second.ShouldBe(new ThingBegun(Id, typeof(ActionProtocol), second.Event));
        ((ProtocolDrafted)second.Event).ShouldSatisfyAllConditions(
            drafted => drafted.Number.ShouldBe("AP-002"), drafted => drafted.Corrects.ShouldBe(Final.Id), drafted => drafted.Content.ShouldBe(Content));
        new ProtocolCorrections().SeriesOf(scope).ShouldBe($"protocol:{CaseFile}");
    }

    [Fact]
    public void The_first_counts_until_the_second_is_signed()
    {
        Second.State!.Awaits!.Verb.ShouldBe("sign", "the court's control is asked of the first");
        Second.When(Control).ThenRefused("controlled-elsewhere");
        Second.When(Sign).ThenAlso(First, new ProtocolCorrected(Id, "AP-002", Doer.Id, Given.Now)).State.Awaits!.Verb.ShouldBe("record-control");
        Second.When(new WithdrawProtocol(Id, null, "Needless.")).ThenAlso(First, new ProtocolCorrectionDropped(Id, "AP-002", Doer.Id, Given.Now)).State.State.ShouldBe("withdrawn");

        var first = Final.When(new CorrectProtocol(Id, null, "Wrong.")).And;
        first.And(Doer, new ProtocolCorrectionDropped(Id, "AP-002", Doer.Id, Given.Now)).State!.Correction.ShouldBeNull();
        var corrected = first.And(Doer, new ProtocolCorrected(Id, "AP-002", Doer.Id, Given.Now)).ByDoer();
        (corrected.State!.State, corrected.State.Correction!.Reason).ShouldBe(("corrected", "Wrong."));
        corrected.When(new CorrectProtocol(Id, null, "Again.")).ThenRefused("protocol-not-signed");
        corrected.When(new RegisterExhibits(Id, null, [new FoundExhibit("document", "A ledger")])).ThenRefused("takes-no-exhibits");
    }

    /// <summary>It is the same action: the second says what the court found of it.</summary>
    [Fact]
    public void What_the_court_found_goes_over_to_the_second()
    {
        var found = new CourtControl("unlawful", "Tbilisi City Court", null, Given.Now, Lead.Id, Given.Now);
        var state = Second.Finding(found).When(Sign).State;
        (state.Control, state.Awaits).ShouldBe((found, null));
        var ruled = Given.Events<ActionProtocol>(Doer, Drafted with { Corrects = First }).ByDoer().Finding(found);
        ruled.When(Sign).State.Control.ShouldBeNull("no control is owed of it");
    }

    [Fact]
    public void What_was_found_is_registered_at_once_where_the_protocol_lies()
    {
        var register = new RegisterExhibits(Final.Id, null, [new FoundExhibit("document", " A ledger ", null, " L-1 "), new FoundExhibit("physical-object", "A bag", "In the wardrobe")]);
        foreach (var open in new[] { Draft with { Id = Final.Id }, Final })
        {
            var registered = open.When(register);
            registered.State.Exhibits.Select(one => (one.From, one.Kind, one.Description, one.Where, one.Seal)).ShouldBe(
            [
                (Final.Id, "document", "A ledger", Content.Place, "L-1"), (Final.Id, "physical-object", "A bag", "In the wardrobe", null),
            ]);
            registered.Decision.FollowUps.ShouldBe(registered.State.Exhibits.Select(one =>
                new ThingFound(one.Kind, one.Description, Content.Ended!.Value, one.Where, "Investigator G. Beridze", one.Seal) { Id = one.Item }));
        }

        var kept = Draft with { Id = Final.Id };
        kept.When(register).And.When(new WithdrawProtocol(Id, null, "Why.")).ThenRefused("has-exhibits");
        Final.ByOther().When(register).Decision.Refusal.ShouldBeNull();
        Draft.When(new WithdrawProtocol(Id, null, "Why.")).And.When(register).ThenRefused("takes-no-exhibits");
        Faults.Of(new RegisterExhibits(Id, null, [])).ShouldNotBeEmpty();
        Faults.Of(new RegisterExhibits(Id, null, [.. Enumerable.Repeat(new FoundExhibit("document", "x"), 51)])).ShouldBe(["exhibits: too-many-exhibits-at-once"]);
    }

    [Fact]
    public void An_item_that_was_found_names_the_protocol_and_bears_its_seal()
    {
        var part = Guid.CreateVersion7();
        var inside = new CaseScope(Id, "protocol", CaseFile, [Relation.Lead]) { Holder = part, Number = "S-1/AP-003" };
        var begun = new FoundItems().Begin(First, new ThingFound("document", "A ledger", Began, "In the wardrobe", "G. Beridze", "L-1"), inside, Final.Facts with { Number = 4 });
        begun.ShouldBe(new ThingBegun(First, typeof(EvidenceItem), new EvidenceRegistered(
            CaseFile, "S-1/E-004", "document", "A ledger", Began, "In the wardrobe", "G. Beridze", null, Doer.Id, Given.Now, part, "L-1", Id)));
        new FoundItems().SeriesOf(inside).ShouldBe($"exhibit:{part}");
    }

    [Fact]
    public void The_signed_paper_is_an_item_of_evidence()
    {
        var scan = new RegisterScan(Id, null, " Scan of AP-001 ");
        var registered = Final.When(scan).Then(new ProtocolScanRegistered(scan.Item, Doer.Id, Given.Now));
        registered.Decision.FollowUps.ShouldBe([new ThingFound("document", "Scan of AP-001", Given.Now, Content.Place, "Investigator G. Beridze", null) { Id = scan.Item }]);
        registered.And.When(scan).ThenRefused("has-scan");
        Draft.When(scan).ThenRefused("protocol-not-signed");
    }
}
