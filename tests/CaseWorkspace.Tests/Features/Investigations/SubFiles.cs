using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Tests.Features.Investigations;

/// <summary>Sealed sub-files in the states that tests begin with: the investigator keeps them, the supervisor of another post supervises.</summary>
internal static class SubFiles
{
    public static readonly Guid File = Guid.CreateVersion7();

    /// <summary>Sealed, and nobody named in it.</summary>
    public static Given<SubFile> Sealed { get; } = Given.Events<SubFile>(Someone.Investigator, new SubFileSealed(
            File, "S-7", "Informant", Someone.Investigator.Id, Someone.Supervisor2.Id, "At risk."))
        .WithRelations(Relation.Lead);

    /// <summary>A member of the file is named in it.</summary>
    public static Given<SubFile> WithNamed { get; } =
        Sealed.And(Someone.Investigator, new PersonNamedInSubFile(Someone.Investigator3.Id, "member", null, "Meets the source."));

    /// <summary>Opened again.</summary>
    public static Given<SubFile> Unsealed { get; } = WithNamed.And(Someone.Supervisor2, new SubFileUnsealed("No longer at risk."));

    /// <summary>The workspace knows the person, who stands so to the file, and not to the sub-file itself.</summary>
    public static Given<SubFile> OnFile(this Given<SubFile> given, Actor person, Relation relation, DateTimeOffset? until = null) =>
        given.Knowing(person.AsColleague(relation) with { Here = [], Until = until });

    /// <summary>The workspace knows the person, who is named in the sub-file and has a relation to its file.</summary>
    public static Given<SubFile> Inside(this Given<SubFile> given, Actor person, Relation relation) =>
        given.Knowing(person.AsColleague(relation));
}
