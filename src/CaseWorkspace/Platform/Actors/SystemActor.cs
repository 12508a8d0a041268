namespace CaseWorkspace.Platform.Actors;

/// <summary>The workspace itself, acting in the background: one id, and the name of the part that acts.</summary>
public static class SystemActor
{
    /// <summary>The id under which it stands in events and in the journal. No token can claim the role: see <see cref="ActorClaims"/>.</summary>
    public static readonly Guid Id = new("01980000-0000-7000-8000-000000000000");

    /// <summary>The actor for a part of the workspace.</summary>
    /// <param name="part">E.g. <c>evidence-vault</c>; stands where a person's session would.</param>
    /// <param name="correlation">What it acts on behalf of; empty when on its own.</param>
    public static Actor For(string part, string correlation = "") =>
        new(Id, part, [Role.System], "", [], part) { Correlation = correlation };
}
