namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>Says to screen readers what changed, through the frame's one live region; one for each circuit.</summary>
public sealed class Announcer
{
    /// <summary>The frame, which reads it out.</summary>
    public Action<string>? Reader { get; set; }

    /// <summary>Says it once, politely.</summary>
    public void Say(string words) => Reader?.Invoke(words);
}
