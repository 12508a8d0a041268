using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Policy;
using CsCheck;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

/// <summary>
/// People try acts in any order: no exchange reaches a state that it must not reach,
/// and none comes to stand where nobody can do what it waits for.
/// </summary>
public sealed class ExchangeTests
{
    private static readonly Gen<Try[]> Sequences = Gen.Select(
        Gen.Int[0, Exchange.Cast.Count - 1], Gen.Int[0, Exchange.Kinds - 1], Gen.Int[0, 15], Gen.Int[0, 2],
        (actor, kind, salt, sense) => new Try(actor, kind, salt, Sensible: sense > 0)).Array[0, 30];

    [Fact]
    public void No_sequence_brings_an_incoming_request_into_a_forbidden_state() => Explore(
        Exchange.BeginIncoming,
        States.Received, States.Assigned, States.Prepared, States.AwaitingProsecutor, States.Released, States.Refused,
        States.ClarificationAsked, States.Answered, States.Closed, States.ClarificationPrepared, States.RefusalPrepared, States.Withdrawn);

    [Fact]
    public void No_sequence_brings_an_outgoing_request_into_a_forbidden_state() => Explore(
        Exchange.BeginOutgoing,
        States.Draft, States.Submitted, States.Authorised, States.Transmitted, States.ClarificationAsked, States.Answered, States.Closed,
        States.ClarificationPrepared, States.Withdrawn);

    private static void Explore(Func<int, Exchange> begin, params string[] reachable)
    {
        var reached = new ConcurrentDictionary<string, bool>();
        Gen.Select(Gen.Int[0, Exchange.Cast.Count - 1], Sequences).Sample(
            (opener, tries) =>
            {
                var exchange = begin(opener);
                Check(exchange, null, reached);
                foreach (var one in tries)
                {
                    var next = exchange.After(one);
                    Check(next, exchange, reached);
                    exchange = next;
                }
            },
            iter: 600);

        reached.Keys.Order().ShouldBe(reachable.Order(), "The sequences are to visit every state, or they prove little.");
    }

    private static void Check(Exchange now, Exchange? before, ConcurrentDictionary<string, bool> reached)
    {
        var state = now.State.ShouldNotBeNull();

        reached[state.State] = true;
        CodeLists.Has("request-state", state.State).ShouldBeTrue();
        NothingHappensAfterTheEnd(now, before);
        WhatIsFixedStaysFixed(state, before?.State, now.Log.Count > (before?.Log.Count ?? 0) && now.Log[^1].Event is RegistrationCorrected or RequestWithdrawn);
        NothingLeavesUnauthorised(now);
        EvidenceLeavesOnlyByTheProsecutor(now);
        TextsPassTwo(now);
        WhatWasNotReleasedIsNotShown(now, state);
        AnswersComeOnce(now);
        SomebodyCanGoOn(now, state);
        var stored = JsonSerializer.Serialize(state, Stored.Json);
        JsonSerializer.Serialize(JsonSerializer.Deserialize<InformationRequest>(stored, Stored.Json), Stored.Json).ShouldBe(stored);
    }

    private static void NothingHappensAfterTheEnd(Exchange now, Exchange? before)
    {
        if (before?.State?.State is States.Closed or States.Withdrawn)
        {
            now.Log.Count.ShouldBe(before.Log.Count);
        }

        now.Log.Count(one => one.Event is RequestClosed).ShouldBeLessThanOrEqualTo(1);
    }

    private static void WhatIsFixedStaysFixed(InformationRequest state, InformationRequest? before, bool isSetAnew)
    {
        if (before is not null)
        {
            (state.Id, state.Number, state.Direction, state.Unit).ShouldBe((before.Id, before.Number, before.Direction, before.Unit));
            (before.DueAt is null || state.DueAt == before.DueAt || isSetAnew).ShouldBeTrue("A clock that runs is not set again, but by a correction of what it counts from, and ends with a withdrawal.");
            (before.Investigation is null || state.Investigation == before.Investigation).ShouldBeTrue("A request does not wander.");
            before.Authors.Except(state.Authors).ShouldBeEmpty("Who wrote is not forgotten.");
        }
    }

    /// <summary>All that crossed the border was authorised, after it was last changed, by a supervisor who never wrote at it.</summary>
    private static void NothingLeavesUnauthorised(Exchange now)
    {
        var log = now.Log;
        for (var i = 0; i < log.Count; i++)
        {
            var upTo = log.Take(i).ToList();
            if (log[i].Event is RequestTransmitted)
            {
                var written = upTo.FindLastIndex(one => one.Event is RequestDrafted or RequestRevised or RequestReturned);
                var authorised = upTo.FindLastIndex(one => one.Event is RequestAuthorised);
                authorised.ShouldBeGreaterThan(written);
                ByAnotherSupervisor(upTo[authorised], upTo);
            }
            else if (log[i].Event is AnswerTransmitted && !upTo.Exists(one => one.Event is RequestRefused))
            {
                var written = upTo.FindLastIndex(one => one.Event is AnswerPrepared or AnswerReturned);
                upTo.FindLastIndex(one => one.Event is AnswerReleased).ShouldBeGreaterThan(written);
            }
            else if (log[i].Event is AnswerReleased { Evidence: var evidence })
            {
                var submitted = upTo.FindLastIndex(one => one.Event is AnswerSubmitted);
                var supervisors = upTo.Skip(submitted).FirstOrDefault(one => one.Event is ReleaseAuthorised) ?? log[i];
                ByAnotherSupervisor(supervisors, upTo);
                (evidence.Length == 0 || supervisors.By != log[i].By).ShouldBeTrue("Two steps, two people.");
                upTo.Where(one => one.Event is AnswerPrepared).All(one => one.By != log[i].By).ShouldBeTrue();
            }
        }
    }

    private static void ByAnotherSupervisor(Step authorised, IEnumerable<Step> before)
    {
        Exchange.StandsOver(authorised.By).ShouldBeTrue();
        before.Where(one => one.Event is RequestDrafted or RequestRevised or AnswerPrepared).All(one => one.By != authorised.By).ShouldBeTrue();
    }

    private static void EvidenceLeavesOnlyByTheProsecutor(Exchange now)
    {
        foreach (var (released, index) in now.Log.Select((one, index) => (one, index)).Where(pair => pair.one.Event is AnswerReleased))
        {
            var answer = now.Log.Take(index).Select(one => one.Event).OfType<AnswerPrepared>().Last().Answer;
            var evidence = ((AnswerReleased)released.Event).Evidence;
            evidence.ShouldBe(answer.Items.SelectMany(item => item.Evidence).Distinct(), "What goes along is what was answered with.");
            if (evidence.Length > 0)
            {
                Exchange.Supervises(released.By).ShouldBeTrue();
            }
        }
    }

    /// <summary>A clarification or a refusal that came from home was written by one and let out, word for word, by another, who heads the unit.</summary>
    private static void TextsPassTwo(Exchange now)
    {
        foreach (var (step, index) in now.Log.Select((one, index) => (one, index)))
        {
            object? prepared = step.Event switch
            {
                RequestRefused refused => new RefusalPrepared(refused.Ground, refused.Reason),
                ClarificationAsked asked when now.State!.Incoming => new ClarificationPrepared(asked.Text),
                ClarificationGiven given when !now.State!.Incoming => new ClarificationPrepared(given.Text),
                _ => null,
            };
            if (prepared is not null)
            {
                var written = now.Log.Take(index).Last(one => one.Event is RefusalPrepared or ClarificationPrepared);
                written.Event.ShouldBe(prepared);
                written.By.ShouldNotBe(step.By);
                Exchange.StandsOver(step.By).ShouldBeTrue();
            }
        }
    }

    /// <summary>An answer that the liaison officer is shown was released, or came from abroad.</summary>
    private static void WhatWasNotReleasedIsNotShown(Exchange now, InformationRequest state)
    {
        var shown = RequestAudiences.Requests.ShownTo(Relation.AddressedLiaisonOfficer, RequestAudiences.Of(state.Direction, state.State));
        if (state.Answer is not null && shown.Contains("answer"))
        {
            now.Log.Exists(one => one.Event is AnswerReleased or AnswerRecorded).ShouldBeTrue();
        }

        shown.ShouldNotContain("pending");
        (state.Pending is null).ShouldBe(!state.Is(States.ClarificationPrepared, States.RefusalPrepared));
        if (state.Pending is { } pending)
        {
            pending.From.ShouldBeOneOf(States.Received, States.Assigned, States.ClarificationAsked);
        }
    }

    private static void AnswersComeOnce(Exchange now)
    {
        now.Log.Count(one => one.Event is AnswerRecorded or AnswerTransmitted).ShouldBeLessThanOrEqualTo(1);
        now.Log.Count(one => one.Event is RequestTransmitted).ShouldBeLessThanOrEqualTo(1);
        now.Log.Count(one => one.Event is RequestRefused or AnswerReleased).ShouldBeLessThanOrEqualTo(1);
    }

    /// <summary>An open request waits for somebody, and each of those it waits for can do what it waits for.</summary>
    private static void SomebodyCanGoOn(Exchange now, InformationRequest state)
    {
        if (state.Is(States.Closed, States.Withdrawn))
        {
            state.Awaits.ShouldBeNull();
            return;
        }

        var awaits = state.Awaits.ShouldNotBeNull();
        var able = now.WaitedFor();
        able.ShouldNotBeEmpty($"{state.State} waits for {awaits}");
        foreach (var actor in able)
        {
            now.CanGoOn(actor).ShouldBeTrue($"{actor.Name} is to {awaits.Verb} a request that is {state.State}");
        }

        foreach (var actor in Exchange.Cast.Where(actor => awaits.NotBy.Contains(actor.Id) && Exchange.StandsOver(actor)))
        {
            now.CanGoOn(actor).ShouldBeFalse($"{actor.Name} may not {awaits.Verb}");
        }
    }
}
