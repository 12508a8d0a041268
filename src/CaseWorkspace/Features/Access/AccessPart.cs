using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Access;

/// <summary>A part of the page on access; a feature registers its own as a singleton.</summary>
/// <param name="Component">What it shows.</param>
/// <param name="Operation">Shown to a person whose role can do this at all.</param>
/// <param name="Order">Its place.</param>
public sealed record AccessPart(Type Component, Operation Operation, int Order);
