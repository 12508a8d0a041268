namespace CaseWorkspace.Platform.Policy;

/// <summary>How closely a thing is kept.</summary>
public enum Level
{
    /// <summary>Open to the people who have a role on the file, by name or as head of its unit.</summary>
    Standard,

    /// <summary>Open to people by name only: not to the head of the unit, nor to the person who stands in for somebody.</summary>
    Restricted,

    /// <summary>A sub-file, and what lies in it: open to those named in it; outside, not even that it is there shows.</summary>
    Sealed,
}
