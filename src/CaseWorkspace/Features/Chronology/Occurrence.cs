using JasperFx.Events;

namespace CaseWorkspace.Features.Chronology;

/// <summary>What an entry said before it was corrected.</summary>
/// <param name="Reason">Why it was corrected.</param>
/// <param name="By">Who corrected it.</param>
/// <param name="At">When.</param>
public sealed record EarlierWords(OccurrenceContent Content, string Reason, Guid By, DateTimeOffset At);

/// <summary>That an entry does not hold, and why.</summary>
public sealed record OccurrenceWithdrawal(string Reason, Guid By, DateTimeOffset At);

/// <summary>An entry of the chronology: something that happened in the world, apart from the history of the record.</summary>
/// <param name="Earliest">The first minute in which it can have happened.</param>
/// <param name="Latest">The last one.</param>
/// <param name="Earlier">What it said before, the oldest first.</param>
/// <param name="Withdrawal">Null: it holds.</param>
public sealed record Occurrence(
    Guid Id,
    Guid File,
    string Number,
    OccurrenceContent Content,
    DateTimeOffset Earliest,
    DateTimeOffset Latest,
    Guid RecordedBy,
    DateTimeOffset RecordedAt,
    IReadOnlyList<EarlierWords> Earlier,
    OccurrenceWithdrawal? Withdrawal)
{
    /// <summary>A code of the list <c>occurrence-state</c>.</summary>
    public string State => Withdrawal is null ? States.Recorded : States.Withdrawn;

    public static Occurrence Create(IEvent<OccurrenceRecorded> recorded) => new(
        recorded.StreamId, recorded.Data.File, recorded.Data.Number, recorded.Data.Content, recorded.Data.Earliest, recorded.Data.Latest,
        recorded.Data.By, recorded.Data.At, [], null);

    public Occurrence Apply(OccurrenceCorrected corrected) => this with
    {
        Content = corrected.Content,
        Earliest = corrected.Earliest,
        Latest = corrected.Latest,
        Earlier = [.. Earlier, new EarlierWords(Content, corrected.Reason, corrected.By, corrected.At)],
    };

    public Occurrence Apply(OccurrenceWithdrawn withdrawn) => this with { Withdrawal = new OccurrenceWithdrawal(withdrawn.Reason, withdrawn.By, withdrawn.At) };

    public Occurrence Apply(OccurrenceRestored _) => this with { Withdrawal = null };

    /// <summary>Codes of the list <c>occurrence-state</c>.</summary>
    public static class States
    {
        public const string Recorded = "recorded";
        public const string Withdrawn = "withdrawn";
    }
}
