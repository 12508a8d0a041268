using System.Globalization;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Codes;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>The zone in which somebody types times: a liaison officer's in the one state of the post, everybody else's here.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="State">The state of the post; null: here.</param>
public sealed record TypedZone(TimeZoneInfo Zone, string? State)
{
    /// <summary>Here.</summary>
    public static TypedZone Here { get; } = new(LocalTime.Here, null);

    /// <summary>The person's.</summary>
    public static TypedZone Of(Actor? actor) =>
        actor is not null && actor.Is(Role.LiaisonOfficer) && actor.Postings is [var post] && LocalTime.ZoneOf(post) is { } zone
            ? new TypedZone(zone, post) : Here;

    /// <summary>What was typed, as a time.</summary>
    public DateTimeOffset At(DateTime typed) => new(typed, Zone.GetUtcOffset(typed));

    /// <summary>Now, to the minute, as it would be typed.</summary>
    public DateTime Now(TimeProvider clock) => Minute(clock.GetUtcNow());

    /// <summary>A time, to the minute, as it would be typed.</summary>
    public DateTime Minute(DateTimeOffset at)
    {
        var there = TimeZoneInfo.ConvertTime(at, Zone).DateTime;
        return new DateTime(there.Year, there.Month, there.Day, there.Hour, there.Minute, 0, DateTimeKind.Unspecified);
    }

    /// <summary>Its name and how far it is from UTC at that time: 'Time in France (UTC+01:00)'.</summary>
    public string Words(DateTime typed) =>
        Texts.Get("frame.zone.typed", State is null ? Texts.Get("frame.zone.here") : CodeLists.Label("state", State), At(typed).ToString("zzz", CultureInfo.InvariantCulture));
}
