using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CsCheck;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

/// <summary>
/// After any history of a request a verb is told as allowed to exactly those whose command is accepted, and the desk names no act that
/// would be refused.
/// </summary>
public sealed class RequestActProperties
{
    private static readonly Gen<(bool Incoming, int Opener, Try[] Tries)> Histories = Gen.Select(
        Gen.Bool, Gen.Int[0, Exchange.Cast.Count - 1],
        Gen.Select(
            Gen.Int[0, Exchange.Cast.Count - 1], Gen.Int[0, Exchange.Kinds - 1], Gen.Int[0, 15], Gen.Int[0, 4],
            (actor, kind, salt, sense) => new Try(actor, kind, salt, Sensible: sense > 0)).Array[0, 25]);

    [Fact]
    public void Every_verb_has_a_command_that_is_tried_here() =>
        InformationRequestActs.All.All.Select(act => act.Verb).ShouldBe(Exchange.WellFormed.Keys);

    [Fact]
    public void What_is_allowed_is_accepted_and_what_is_not_is_refused()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        Sample(exchange =>
        {
            foreach (var actor in Exchange.Cast)
            {
                var open = exchange.OpenTo(actor);
                foreach (var verb in Exchange.WellFormed.Keys)
                {
                    open.Contains(verb).ShouldBe(exchange.Accepts(verb, actor), $"{actor.Name} is to {verb} what is {exchange.State!.Direction} {exchange.State.State}");
                }

                foreach (var verb in open)
                {
                    seen[verb] = true;
                }
            }
        });
        seen.Keys.Order(StringComparer.Ordinal).ShouldBe(Exchange.WellFormed.Keys.Order(StringComparer.Ordinal), "Each verb is to be open to somebody in some history, or this proves little.");
    }

    [Fact]
    public void What_a_request_waits_for_is_open_to_each_of_those_it_waits_for() => Sample(exchange =>
    {
        foreach (var actor in exchange.WaitedFor())
        {
            exchange.OpenTo(actor).ShouldContain(exchange.State!.Awaits!.Verb, $"{actor.Name}, {exchange.State.Direction} {exchange.State.State}");
        }
    });

    /// <summary>The list tells the other side nothing of what is prepared at home.</summary>
    [Fact]
    public void Abroad_the_list_says_no_more_than_the_state_that_is_told() => Sample(exchange =>
    {
        foreach (var officer in Exchange.Cast.Where(actor => exchange.RelationsOf(actor) is [Relation.AddressedLiaisonOfficer] && actor.Is(Role.LiaisonOfficer)))
        {
            exchange.OpenTo(officer).ShouldBe(exchange.OpenAbroadTo(officer));
        }
    });

    [Fact]
    public void The_desk_names_no_act_that_would_be_refused()
    {
        var row = new RequestRow(Guid.Empty, "R-2026-000001", Directions.Incoming, States.Prepared, "FR", "OCRIEST", null, "ordinary", null, null, null, null, "release");
        Desk(row, "release", "return").Verb.ShouldBe("release");
        Desk(row, "return").Verb.ShouldBe("read");
        Desk(row with { Verb = null }, "release").Verb.ShouldBeNull();

        static RequestRow Desk(RequestRow row, params string[] open) => (RequestRow)((IShowsActs)row).Allowing(open);
    }

    private static void Sample(Action<Exchange> check) => Histories.Sample(
        history =>
        {
            var exchange = history.Incoming ? Exchange.BeginIncoming(history.Opener) : Exchange.BeginOutgoing(history.Opener);
            check(exchange);
            foreach (var one in history.Tries)
            {
                var next = exchange.After(one);
                if (!ReferenceEquals(next, exchange) && next.Log.Count > exchange.Log.Count)
                {
                    check(next);
                }

                exchange = next;
            }
        },
        iter: 100);
}
