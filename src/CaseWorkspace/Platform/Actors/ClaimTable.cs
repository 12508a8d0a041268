using CaseWorkspace.Platform.Codes;

namespace CaseWorkspace.Platform.Actors;

/// <summary>A value of the issuer and what it means here.</summary>
/// <param name="Value">As the issuer writes it, letter by letter.</param>
/// <param name="Means">A code of ours.</param>
public sealed record MeaningOfValue(string Value, string Means);

/// <summary>
/// What the claims of an issuer that is not ours say. A claim is named as it stands in the token; a dot leads into a JSON object, as in
/// <c>realm_access.roles</c>. What is not in the tables means nothing.
/// </summary>
public sealed record ClaimTable
{
    /// <summary>The claim that says who it is: never changed and never given to somebody else.</summary>
    public string Person { get; init; } = "sub";

    /// <summary>The claim with the name to show.</summary>
    public string Name { get; init; } = "name";

    /// <summary>The claim with the roles.</summary>
    public string Roles { get; init; } = "";

    /// <summary>What its values mean: the code of a role.</summary>
    public IReadOnlyList<MeaningOfValue> RoleTable { get; init; } = [];

    /// <summary>The claim with the unit, of which everybody must have exactly one; empty: nobody has a unit.</summary>
    public string Unit { get; init; } = "";

    /// <summary>What its values mean: the code of a unit.</summary>
    public IReadOnlyList<MeaningOfValue> UnitTable { get; init; } = [];

    /// <summary>The claim with the states that a liaison officer serves; empty: nobody is posted.</summary>
    public string Postings { get; init; } = "";

    /// <summary>What its values mean: the code of a state.</summary>
    public IReadOnlyList<MeaningOfValue> PostingTable { get; init; } = [];

    /// <summary>The claim that says how somebody signed in: <c>acr</c> or <c>amr</c>.</summary>
    public string SecondFactor { get; init; } = "acr";

    /// <summary>Its values that stand for a second factor. Without one nobody enters.</summary>
    public IReadOnlyList<string> SecondFactorValues { get; init; } = [];

    /// <summary>
    /// One of them, which the issuer gives only to somebody who has used the factor in this very sign-in: asked for in <c>acr_values</c> when a second factor
    /// must be used now. Empty: there is none, and what wants a factor used now cannot be done.
    /// </summary>
    public string SecondFactorAsked { get; init; } = "";

    /// <summary>Stops the start with a sentence that says what to set.</summary>
    /// <exception cref="InvalidOperationException">A table is missing or names a code that there is not.</exception>
    public void Check()
    {
        if (Roles.Length == 0 || RoleTable.Count == 0)
        {
            throw new InvalidOperationException("Oidc:Claims:Roles and Oidc:Claims:RoleTable must say which claim holds the roles and which of its values means which role.");
        }

        if (SecondFactorValues.Count == 0)
        {
            throw new InvalidOperationException("Oidc:Claims:SecondFactorValues is missing: name the values of the claim Oidc:Claims:SecondFactor that stand for a second factor.");
        }

        if (SecondFactorAsked.Length > 0 && !SecondFactorValues.Contains(SecondFactorAsked, StringComparer.Ordinal))
        {
            throw new InvalidOperationException("Oidc:Claims:SecondFactorAsked must be one of Oidc:Claims:SecondFactorValues.");
        }

        if (Unit.Length > 0 && UnitTable.Count == 0)
        {
            throw new InvalidOperationException("Oidc:Claims:UnitTable is missing: say which value of the claim Oidc:Claims:Unit means which unit.");
        }

        Check("RoleTable", RoleTable, code => CodeNames.FromCode<Role>(code) is { } role && role is not (Role.System or Role.IdentityAdmin));
        Check("UnitTable", UnitTable, code => CodeLists.Has("unit", code));
        Check("PostingTable", PostingTable, code => CodeLists.Has("state", code));
    }

    private static void Check(string name, IReadOnlyList<MeaningOfValue> table, Func<string, bool> isKnown)
    {
        if (table.FirstOrDefault(row => string.IsNullOrEmpty(row.Value) || !isKnown(row.Means)) is { } wrong)
        {
            throw new InvalidOperationException($"Oidc:Claims:{name} gives the value '{wrong.Value}' the meaning '{wrong.Means}', which is no code here: mend the row.");
        }
    }
}
