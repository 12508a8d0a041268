using CaseWorkspace.Platform.Policy;
using JasperFx.Events;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>For whom a clock waits, to do what, and until when. The trigger <c>snapshot_awaits</c> carries it into the row by which lists find it.</summary>
/// <param name="Verb">The act that is due.</param>
/// <param name="Relation">The relation of those for whom it waits.</param>
/// <param name="Person">Nobody alone: all in that relation.</param>
/// <param name="Due">Until when.</param>
/// <param name="Rule">By which rule: a code of the list <c>limit-rule</c>.</param>
public sealed record ClockAwaits(string Verb, Relation Relation, Guid? Person, DateTimeOffset Due, string Rule);

/// <summary>Until when something has to have happened, and when it did.</summary>
/// <param name="Rule">A code of the list <c>limit-rule</c>.</param>
/// <param name="MetAt">When it happened; null: it has not, as far as is known.</param>
public sealed record ClockLimit(string Rule, DateTimeOffset Due, DateTimeOffset? MetAt = null, string? Note = null, Guid? By = null)
{
    /// <summary>Whether it is counted by this rule.</summary>
    public bool Is(string rule) => string.Equals(Rule, rule, StringComparison.Ordinal);
}

/// <summary>That nothing is counted any more, and why.</summary>
/// <param name="Ground">A code of the list <c>clock-stop</c>.</param>
public sealed record ClockStop(string Ground, DateTimeOffset StoppedAt, string Reason, Guid By);

/// <summary>An arrest, a hearing: something from which the law counts, with the limits that follow from it.</summary>
/// <param name="Start">A code of the list <c>clock-start</c>.</param>
/// <param name="Person">Whose record it concerns; null: the file as a whole.</param>
/// <param name="CountsFrom">When it happened; of a hearing, when it takes place.</param>
/// <param name="Limits">In the order in which they end.</param>
/// <param name="Stop">Null: it counts.</param>
public sealed record CaseClock(
    Guid Id,
    Guid File,
    string Number,
    string Start,
    Guid? Person,
    DateTimeOffset CountsFrom,
    string? Authority,
    IReadOnlyList<ClockLimit> Limits,
    Guid StartedBy,
    DateTimeOffset StartedAt,
    ClockStop? Stop)
{
    /// <summary>A code of the list <c>clock-state</c>.</summary>
    public string State => Stop is not null ? States.Stopped : Limits.All(limit => limit.MetAt is not null) ? States.Met : States.Running;

    /// <summary>For whom it waits, until the next limit; null: for nobody any more.</summary>
    public ClockAwaits? Awaits => Stop is null && Next is { } next ? new ClockAwaits("meet", Relation.Lead, null, next.Due, next.Rule) : null;

    private ClockLimit? Next => Limits.FirstOrDefault(limit => limit.MetAt is null);

    public static CaseClock Create(IEvent<ClockStarted> started) => new(
        started.StreamId, started.Data.File, started.Data.Number, started.Data.Start, started.Data.Person, started.Data.CountsFrom, started.Data.Authority,
        Ordered(started.Data.Limits.Select(limit => new ClockLimit(limit.Rule, limit.Due))), started.Data.StartedBy, started.Data.StartedAt, null);

    /// <summary>What has happened stays: it is judged by the limit as it is now.</summary>
    public CaseClock Apply(ClockCorrected corrected) => this with
    {
        CountsFrom = corrected.CountsFrom,
        Authority = corrected.Authority,
        Limits = Ordered(corrected.Limits.Select(set => Limits.FirstOrDefault(limit => limit.Is(set.Rule)) is { } before
            ? before with { Due = set.Due }
            : new ClockLimit(set.Rule, set.Due))),
    };

    public CaseClock Apply(LimitMet met) => With(met.Rule, limit => limit with { MetAt = met.MetAt, Note = met.Note, By = met.By });

    public CaseClock Apply(LimitOpenedAgain opened) => With(opened.Rule, limit => limit with { MetAt = null, Note = null, By = null });

    public CaseClock Apply(ClockStopped stopped) => this with { Stop = new ClockStop(stopped.Ground, stopped.StoppedAt, stopped.Reason, stopped.By) };

    public CaseClock Apply(ClockResumed _) => this with { Stop = null };

    private CaseClock With(string rule, Func<ClockLimit, ClockLimit> change) =>
        this with { Limits = [.. Limits.Select(limit => limit.Is(rule) ? change(limit) : limit)] };

    private static IReadOnlyList<ClockLimit> Ordered(IEnumerable<ClockLimit> limits) => [.. limits.OrderBy(limit => limit.Due).ThenBy(limit => limit.Rule, StringComparer.Ordinal)];

    /// <summary>Codes of the list <c>clock-state</c>.</summary>
    public static class States
    {
        public const string Running = "running";
        public const string Met = "met";
        public const string Stopped = "stopped";
    }
}
