namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>Says what was done or changed, in a line that everybody sees and screen readers read out; one for each circuit.</summary>
public sealed class Announcer
{
    /// <summary>The frame, which shows it for some seconds.</summary>
    public Action<string>? Reader { get; set; }

    /// <summary>Says it once, politely.</summary>
    public void Say(string words) => Reader?.Invoke(words);
}
