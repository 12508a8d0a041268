using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Investigations;

/// <summary>The sealed sub-file; answers <see cref="SubFile"/> as it is stored, to those named in it, and what the reader can do with it.</summary>
public sealed record SubFileView(Guid Thing) : IDocumentQuery
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.SubFile];

    public Operation Operation => InvestigationOperations.ViewSubFile;

    public string Table => "mt_doc_subfile";

    public string Shown => "d.data";

    public string ActFacts => InvestigationActs.OfSubFile.Facts();

    public AskedActs ReadActs(string facts) => InvestigationActs.OfSubFile.Read(facts);
}
