namespace CaseWorkspace.Platform.Policy;

/// <summary>What a person does on a file. On one file a person has one duty: see <see cref="SeparationOfDuties"/>.</summary>
public enum Duty
{
    /// <summary>Leads the file, works on it, or keeps a sealed sub-file of it.</summary>
    Investigates,

    /// <summary>Supervises the investigation as its prosecutor.</summary>
    Prosecutes,

    /// <summary>Heads the unit, or is the supervisor named to the file or the sub-file.</summary>
    Supervises,

    /// <summary>Holds an item of the file in custody.</summary>
    Keeps,
}
