namespace CaseWorkspace.Platform.Things;

/// <summary>How a state shows: by colour and icon, beside its word.</summary>
public enum Tone
{
    /// <summary>Nothing to be noticed.</summary>
    Quiet,

    /// <summary>Work goes on.</summary>
    Active,

    /// <summary>Somebody is waited for.</summary>
    Waiting,

    /// <summary>It may go on its way.</summary>
    Go,

    /// <summary>It came to a good end.</summary>
    Done,

    /// <summary>Something is wrong, or was refused.</summary>
    Bad,
}
