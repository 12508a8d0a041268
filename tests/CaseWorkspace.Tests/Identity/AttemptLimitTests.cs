using System.Globalization;
using CaseWorkspace.Identity.Accounts;
using CsCheck;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Identity;

/// <summary>How failures lead to waits, and what an attacker still gets.</summary>
public sealed class AttemptLimitTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly DateTimeOffset Begin = new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);

    private static readonly AttemptLimit[] Limits =
        [AttemptLimit.OfOne, AttemptLimit.OfPasswordsByStrangers, AttemptLimit.OfCodesByStrangers, AttemptLimit.OfNetwork];

    private static readonly Gen<AttemptLimit> AnyLimit = Gen.Int[0, Limits.Length - 1].Select(i => Limits[i]);

    /// <summary>Pauses between attempts in seconds: most of them short, some of hours.</summary>
    private static readonly Gen<double[]> Pauses = Gen.Frequency((3, Gen.Double[0, 60]), (3, Gen.Double[0, 3600]), (1, Gen.Double[0, 40_000])).Array[1, 300];

    [Fact]
    public void However_guesses_are_timed_no_day_holds_more_than_is_said() =>
        Gen.Select(AnyLimit, Pauses).Sample((limit, pauses) =>
        {
            var (state, now, guesses) = ((AttemptState?)null, Begin, new List<DateTimeOffset>());
            foreach (var pause in pauses)
            {
                now += TimeSpan.FromSeconds(pause);
                if (limit.Counted(state, now) is not { } next)
                    continue;
                state = next;
                guesses.Add(now);
            }
            foreach (var first in guesses)
                guesses.Count(guess => guess >= first && guess < first + Day).ShouldBeLessThanOrEqualTo(limit.MostGuessesIn(Day));
        }, iter: 2_000);

    [Fact]
    public void Guessing_as_soon_as_it_is_allowed_gets_no_more_either()
    {
        foreach (var limit in Limits)
        {
            foreach (var days in new[] { 1, 7, 60 })
            {
                var (state, now, guesses) = ((AttemptState?)null, Begin, 0);
                while (now < Begin + days * Day)
                {
                    state = limit.Counted(state, now).ShouldNotBeNull();
                    guesses++;
                    now = state.OpenAt > now ? state.OpenAt : now;
                }
                guesses.ShouldBeLessThanOrEqualTo(limit.MostGuessesIn(days * Day));
                guesses.ShouldBeGreaterThan(limit.Free);
            }
        }
    }

    [Fact]
    public void A_wait_grows_with_failures_to_the_longest_and_ends_by_itself() =>
        Gen.Select(AnyLimit, Gen.Int[1, 5_000], Gen.Double[0, 100_000]).Sample((limit, failures, passed) =>
        {
            limit.WaitAfter(failures).ShouldBeLessThanOrEqualTo(limit.WaitAfter(failures + 1));
            limit.WaitAfter(failures).ShouldBeLessThanOrEqualTo(limit.LongestWait);
            (limit.WaitAfter(failures) == TimeSpan.Zero).ShouldBe(failures < limit.Free);
            var state = new AttemptState(failures, Begin, Begin + limit.WaitAfter(failures));
            limit.Counted(state, Begin + limit.LongestWait).ShouldNotBeNull();
            // Nobody gains by waiting less, and who waits long enough begins anew.
            var now = Begin + TimeSpan.FromSeconds(passed);
            (limit.Counted(state, now) is null).ShouldBe(now < state.OpenAt);
            limit.Counted(state, Begin + limit.LongestWait + failures * limit.ForgetsOneEvery)!.Failures.ShouldBe(1);
        }, iter: 5_000);

    /// <summary>Computed from the constants: where one changes, both pages say what it means.</summary>
    [Fact]
    public void The_table_of_what_an_attacker_still_gets_is_true()
    {
        int one = In(AttemptLimit.OfOne), strangers = In(AttemptLimit.OfPasswordsByStrangers), codes = In(AttemptLimit.OfCodesByStrangers), network = In(AttemptLimit.OfNetwork);
        var inSession = AttemptLimit.OfOne.MostGuessesIn(TimeSpan.FromHours(12));
        var inYear = AttemptLimit.OfCodesByStrangers.MostGuessesIn(365 * Day);
        (string What, string Gets)[] rows =
        [
            ("Passwords of one account, from one network", $"{one} a day"),
            ("Passwords of one account, from a /16 or from any number of networks", $"{strangers} a day"),
            ("Passwords of one account, with a stolen device mark besides", $"{strangers} + {one} a day"),
            ("Passwords of all accounts together, from one network", $"{network} a day"),
            ("Passwords of all accounts together, from a /16", $"{256 * network} a day, {strangers} for each account"),
            ("Passwords of all accounts together, from any number of networks", $"{strangers} a day for each account"),
            ("Codes of one account whose password is known, from any number of networks", $"{codes} a day: {Chance(codes)}"),
            ("The same, with a stolen device mark besides", $"{codes} + {one} a day: {Chance(codes + one)}"),
            ("The same for a year, while the holder is told at each sign-in", $"{inYear}: {Chance(inYear)}"),
            ("Codes in an open session left unlocked, until it ends after 12 hours", $"{inSession}: {Chance(inSession)}"),
            ("Recovery codes of one account whose password is known", $"{codes} a day of 26¹⁴"),
        ];
        var pages = new[] { Repository.At("docs", "adr", "0035-limits-that-hit-the-attacker.md"), Repository.At("docs", "design", "threat-model.md") }.Select(File.ReadAllText).ToArray();
        rows.Select(row => $"| {row.What} | {row.Gets} |").Where(row => !pages.All(page => page.Contains(row, StringComparison.Ordinal))).ShouldBeEmpty();

        static int In(AttemptLimit limit) => limit.MostGuessesIn(Day);

        // Three time steps serve at once.
        static string Chance(int guesses) => ((1 - Math.Pow(1 - 3e-6, guesses)) * 100).ToString("0.###", CultureInfo.InvariantCulture) + " % to hit one of six digits";
    }
}
