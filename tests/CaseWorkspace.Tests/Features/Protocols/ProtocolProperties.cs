using CaseWorkspace.Features.Protocols;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CsCheck;
using Shouldly;
using Xunit;
using static CaseWorkspace.Tests.Features.Protocols.ProtocolScenes;

namespace CaseWorkspace.Tests.Features.Protocols;

/// <summary>
/// In any order of any attempts by any person: what was signed says for ever what it said, exhibits are never lost, who did the action alone signs, and page and
/// API offer exactly what the commands take.
/// </summary>
public sealed class ProtocolProperties
{
    private static readonly (Actor Person, Relation Relation)[] Cast =
    [
        (Lead, Relation.Lead), (Doer, Relation.Member), (Other, Relation.Member), (Someone.Supervisor, Relation.UnitSupervisor), (Prosecutor, Relation.SupervisingProsecutor),
        (Someone.LiaisonFr, Relation.AddressedLiaisonOfficer), (Someone.Custodian, Relation.ItemCustodian), (Someone.WorkingSupervisor, Relation.Lead),
    ];

    private static readonly Gen<(int Who, int Verb)[]> Attempts = Gen.Select(Gen.Int[0, Cast.Length - 1], Gen.Int[0, 6]).Array[0, 20];

    private static Dictionary<string, ICommand<ActionProtocol>> WellFormed(Guid id) => new()
    {
        ["sign"] = new SignProtocol(id, null, BothGiven),
        ["record-control"] = new RecordControl(id, null, "unlawful", "Tbilisi City Court", null, Given.Now),
        ["register-exhibits"] = new RegisterExhibits(id, null, [new FoundExhibit("document", "A ledger", null, "L-1")]),
        ["register-scan"] = new RegisterScan(id, null, "Scan."),
        ["change"] = new ChangeProtocol(id, null, Urgent with { Place = "Batumi" }),
        ["correct"] = new CorrectProtocol(id, null, "Why."),
        ["withdraw"] = new WithdrawProtocol(id, null, "Why."),
    };

    [Fact]
    public void What_was_signed_stays_and_what_waits_is_a_draft_or_a_control() =>
        Gen.Select(Gen.Int[0, 2], Attempts).Sample((which, attempts) =>
        {
            var protocol = new[] { Draft, UrgentDraft, Second }[which];
            foreach (var (who, what) in attempts)
            {
                var (person, relation) = Cast[who];
                var commands = WellFormed(protocol.Id);
                var verb = commands.Keys.ElementAt(what);
                protocol = protocol.By(person).WithRelations(relation).Knowing(Doer, Relation.Member);
                ProtocolActs.All.ShouldAgree(protocol.State!, protocol.Facts, commands);

                var before = protocol.State!;
                if (!ProtocolActs.All.OpenTo(before, protocol.Facts).Contains(verb))
                {
                    continue;
                }

                var consequence = protocol.When(commands[verb]);
                protocol = consequence.And;
                var after = protocol.State!;
                (after.Awaits is null).ShouldBe(after.State is not "draft" && !after.IsControlOwed);
                after.Exhibits.Take(before.Exhibits.Count).ShouldBe(before.Exhibits, "exhibits are never lost");
                consequence.Decision.FollowUps.Length.ShouldBe(after.Exhibits.Count - before.Exhibits.Count + (verb is "register-scan" or "correct" ? 1 : 0), "each begins in the transaction");
                if (before.Signing is not null)
                {
                    after.Content.ShouldBe(before.Content, "what was signed says what it said");
                    after.Signing.ShouldBe(before.Signing);
                    after.State.ShouldBeOneOf("signed", "corrected");
                }

                if (after.Signing is not null && before.Signing is null)
                {
                    person.Id.ShouldBe(before.Content.DoneBy);
                    consequence.Decision.Elsewhere.Length.ShouldBe(before.Corrects is null ? 0 : 1);
                }

                (before.State is "withdrawn").ShouldBeFalse("what was given up is not taken up again");
                person.Roles.ShouldNotContain(Role.LiaisonOfficer);
                person.Roles.ShouldNotContain(Role.Custodian);
                person.Roles.Contains(Role.Prosecutor).ShouldBe(person == Prosecutor && verb is "record-control");
            }
        });
}
