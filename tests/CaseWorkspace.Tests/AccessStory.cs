using CaseWorkspace.Features;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;
using JasperFx.Events;

namespace CaseWorkspace.Tests;

/// <summary>Events of several streams, one a minute, and the rows of access that they make; no database is there.</summary>
internal sealed class AccessStory
{
    private static readonly AccessFold Fold = AccessFold.Of(AllFeatures.Modules);

    public AccessRows Rows { get; } = new();

    /// <summary>When the last event happened.</summary>
    public DateTimeOffset Now { get; private set; } = Given.Now;

    public AccessStory Then(Guid stream, params object[] events)
    {
        foreach (var data in events)
        {
            Now = Now.AddMinutes(1);
            var happened = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(data.GetType()), data)!;
            happened.StreamId = stream;
            happened.Timestamp = Now;
            foreach (var change in Fold.Of(happened))
            {
                Rows.Apply(change, Now);
            }
        }

        return this;
    }

    /// <summary>Who has a relation to the thing now, as <c>subject relation</c>.</summary>
    public string[] OpenTo(Guid thing) =>
        [.. Rows.To(thing).Where(row => row.Until is null || row.Until > Now).Select(row => $"{row.Subject} {row.Relation}").Order(StringComparer.Ordinal)];

    /// <summary>The level of the thing by itself and by the sub-file that holds it.</summary>
    public string LevelOf(Guid thing) => Rows.Scopes[thing].OwnLevel;
}
