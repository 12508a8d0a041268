using System.Globalization;
using System.Text;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

/// <summary>Looks that are asked by one statement: each gets its own answer, and nobody suffers for another.</summary>
public sealed class LooksTogetherTests
{
    private static readonly int[] Several = [5, 4, 7, 8];

    private readonly List<int> _statements = [];
    private readonly Queue<TaskCompletionSource> _held = [];

    [Fact]
    public async Task Whoever_comes_while_one_is_asked_is_asked_with_the_others_and_gets_their_own_answer()
    {
        var looks = new LooksTogether(Shown);
        var release = Hold();
        var first = looks.Ask(Look(0), Cancel);
        await Begun(1);
        var others = Enumerable.Range(1, 20).Select(thing => looks.Ask(Look(thing), Cancel)).ToArray();
        release.SetResult();

        Thing(await first).ShouldBe(0);
        (await Task.WhenAll(others)).Select(Thing).ShouldBe(Enumerable.Range(1, 20).Select(thing => Granted(thing) ? thing : (int?)null));
        _statements.ShouldBe([1, 20]);
    }

    [Fact]
    public async Task No_statement_takes_more_than_its_share()
    {
        var looks = new LooksTogether(Shown);
        var release = Hold();
        var first = looks.Ask(Look(0), Cancel);
        await Begun(1);
        var others = Enumerable.Range(1, LooksTogether.Most + 5).Select(thing => looks.Ask(Look(thing), Cancel)).ToArray();
        release.SetResult();
        await Task.WhenAll([first, .. others]);
        _statements.ShouldBe([1, LooksTogether.Most, 5]);
    }

    [Fact]
    public async Task What_cannot_be_asked_fails_alone()
    {
        var looks = new LooksTogether(asked => asked.Any(look => Number(look) == 7) ? throw new PostgresException("seven", "ERROR", "ERROR", PostgresErrorCodes.UntranslatableCharacter) : Shown(asked));
        var release = Hold();
        var first = looks.Ask(Look(0), Cancel);
        await Begun(1);
        var others = Several.Select(thing => looks.Ask(Look(thing), Cancel)).ToArray();
        release.SetResult();
        await first;

        Thing(await others[0]).ShouldBe(5);
        Thing(await others[1]).ShouldBe(4);
        (await Should.ThrowAsync<PostgresException>(others[2])).MessageText.ShouldBe("seven");
        Thing(await others[3]).ShouldBe(8);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_asked_once()
    {
        var away = new NpgsqlException("away");
        var looks = new LooksTogether(async asked =>
        {
            await Shown(asked);
            throw away;
        });
        var release = Hold();
        var first = looks.Ask(Look(1), Cancel);
        await Begun(1);
        var others = Several.Select(thing => looks.Ask(Look(thing), Cancel)).ToArray();
        release.SetResult();

        foreach (var look in others.Prepend(first))
            (await Should.ThrowAsync<NpgsqlException>(look)).ShouldBe(away);
        _statements.ShouldBe([1, Several.Length]);
    }

    [Fact]
    public async Task Whoever_goes_away_leaves_the_others_their_answer()
    {
        var looks = new LooksTogether(Shown);
        var release = Hold();
        var first = looks.Ask(Look(1), Cancel);
        await Begun(1);
        using var gone = new CancellationTokenSource();
        var leaving = looks.Ask(Look(2), gone.Token);
        var staying = looks.Ask(Look(5), Cancel);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(leaving);
        release.SetResult();
        Thing(await first).ShouldBe(1);
        Thing(await staying).ShouldBe(5);
    }

    [Fact]
    public async Task A_statement_that_takes_long_holds_nobody_up()
    {
        var looks = new LooksTogether(Shown);
        var stuck = Hold();
        var first = looks.Ask(Look(1), Cancel);
        await Begun(1);
        // Longer than a statement usually takes.
        await Task.Delay(TimeSpan.FromMilliseconds(120), Cancel);
        Thing(await looks.Ask(Look(2), Cancel)).ShouldBe(2);
        first.IsCompleted.ShouldBeFalse();
        stuck.SetResult();
        Thing(await first).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_who_come_at_any_moment_none_is_forgotten()
    {
        var looks = new LooksTogether(async asked =>
        {
            await Task.Yield();
            return await Shown(asked);
        });
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                var thing = (caller * 1000) + i;
                Thing(await looks.Ask(Look(thing), Cancel)).ShouldBe(Granted(thing) ? thing : null);
            }

            return caller;
        }, Cancel)));
        answers.Length.ShouldBe(64);
        _statements.Sum().ShouldBe(64 * 200);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Every third thing is not granted: it gets no row, and its neighbours' places do not move.
    private async Task<IReadOnlyDictionary<int, StoredDocument>> Shown(IReadOnlyList<Look> asked)
    {
        TaskCompletionSource? held;
        lock (_statements)
        {
            _statements.Add(asked.Count);
            _held.TryDequeue(out held);
        }

        await (held?.Task ?? Task.CompletedTask);
        return asked.Select((look, place) => (Number: Number(look), place)).Where(one => Granted(one.Number))
            .ToDictionary(one => one.place, one => new StoredDocument(Encoding.UTF8.GetBytes($"{one.Number}"), 1));
    }

    private TaskCompletionSource Hold()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held.Enqueue(held);
        return held;
    }

    private async Task Begun(int statements)
    {
        while (Count() < statements)
        {
            await Task.Delay(1, Cancel);
        }

        int Count()
        {
            lock (_statements)
            {
                return _statements.Count;
            }
        }
    }

    private static bool Granted(int thing) => thing % 3 != 0 || thing == 0;

    private static Look Look(int thing)
    {
        var id = new Guid(thing, 0, 0, new byte[8]);
        return new Look(id, null, new InvestigationFile(id), new Actor(Guid.Empty, "", [Role.Investigator], "", [], ""));
    }

    private static int Number(Look look) => BitConverter.ToInt32(look.Thing.ToByteArray());

    private static int? Thing(StoredDocument? shown) => shown is null ? null : int.Parse(Encoding.UTF8.GetString(shown.Json), CultureInfo.InvariantCulture);
}
