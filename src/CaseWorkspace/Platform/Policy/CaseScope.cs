using System.Collections.Immutable;

namespace CaseWorkspace.Platform.Policy;

/// <summary>What a file, item or request is as far as access is concerned; says nothing of its content.</summary>
/// <param name="Id">The thing's own id, which is its stream's.</param>
/// <param name="Kind"><c>investigation</c>, <c>evidence</c> or <c>request</c>.</param>
/// <param name="File">The investigation it belongs to; its own id for an investigation; null for a request not yet assigned.</param>
/// <param name="Relations">The relations the asking actor holds to it now, directly or through the file.</param>
public sealed record CaseScope(Guid Id, string Kind, Guid? File, ImmutableArray<Relation> Relations);
