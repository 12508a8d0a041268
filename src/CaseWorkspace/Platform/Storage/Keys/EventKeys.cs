using System.Runtime.CompilerServices;

namespace CaseWorkspace.Platform.Storage.Keys;

/// <summary>
/// Under which key each event is to be stored. It is told for that very object, before it is appended; an event with text for which no
/// key was told is not stored.
/// </summary>
public static class EventKeys
{
    private static readonly ConditionalWeakTable<object, TextKey> Told = [];

    /// <summary>The texts of the event are sealed with the key when it is stored.</summary>
    public static void SealWith(object happened, TextKey key) => Told.AddOrUpdate(happened, key);

    internal static TextKey? Of(object happened) => Told.TryGetValue(happened, out var key) ? key : null;
}
