using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Access;

/// <summary>What can be done with access itself.</summary>
public static class AccessOperations
{
    public static readonly Operation ListColleagues = new("colleague.list", Processing.Consultation);
}
