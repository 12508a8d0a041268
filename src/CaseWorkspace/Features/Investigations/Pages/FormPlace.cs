using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Investigations.Pages;

/// <summary>Where what a form makes will lie: open in a file, or in a sealed sub-file of it.</summary>
/// <param name="File">The file.</param>
/// <param name="SubFile">The sealed sub-file; null: open in the file.</param>
/// <param name="Number">The number of the one in which it will lie.</param>
/// <param name="Title">Its title; null: not told here.</param>
/// <param name="FileNumber">The number of the file.</param>
/// <param name="Relations">The person's relations to it.</param>
public sealed record FormPlace(Guid File, Guid? SubFile, string Number, string? Title, string FileNumber, IReadOnlyList<Relation> Relations)
{
    /// <summary>Looks it up; a person who may not see it is refused as on its own page, and nothing new comes into a closed file.</summary>
    public static async Task<Answer<FormPlace>> Of(PageActions actions, Guid file, Guid? subFile)
    {
        if (subFile is { } part)
        {
            var sealedOff = await actions.Ask(new SubFileOverview(part));
            return sealedOff.Value is { } known ? Open(Of(known), known.IsClosed) : new Answer<FormPlace>(null, sealedOff.Refusal);
        }

        var open = await actions.Ask(new InvestigationOverview(file));
        return open.Value is { } view
            ? Open(new FormPlace(file, null, view.File.Number, view.File.Title, view.File.Number, view.Relations), view.File.State is Investigation.Closed)
            : new Answer<FormPlace>(null, open.Refusal);
    }

    /// <summary>Whether it is still open to the person.</summary>
    public Task<bool> StillOpen(PageActions actions) =>
        SubFile is { } part ? actions.StillOpen(new SubFileOverview(part)) : actions.StillOpen(new InvestigationOverview(File));

    private static Answer<FormPlace> Open(FormPlace place, bool isClosed) => isClosed ? new(null, Refusal.FileClosed) : new(place, null);

    /// <summary>What was a sub-file once lies open in the file.</summary>
    private static FormPlace Of(SubFileOnPage page) => page.Part.State is Investigations.SubFile.Sealed
        ? new FormPlace(page.Part.File, page.Part.Id, page.Part.Number, page.Part.Title, page.FileNumber, page.Relations)
        : new FormPlace(page.Part.File, null, page.FileNumber, null, page.FileNumber, page.Relations);
}
