namespace CaseWorkspace.Platform.Web;

/// <summary>A section of the description of the API: the routes of one feature.</summary>
/// <param name="Name">Its name, which every route of the feature carries as its tag.</param>
/// <param name="Words">What can be done there, for those who write programs.</param>
public sealed record ApiSection(string Name, string Words);
