using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>The measure; answers <see cref="CovertMeasure"/> as it is stored, to those named where it lies, and what the reader can do with it.</summary>
public sealed record MeasureDocument(Guid Thing) : IDocumentQuery
{
    public IReadOnlyCollection<string> Kinds => [CovertThings.Measure];

    public Operation Operation => CovertOperations.View;

    public string Table => "mt_doc_covertmeasure";

    public string Shown => "d.data";

    public string ActFacts => CovertActs.All.Facts();

    public AskedActs ReadActs(string facts) => CovertActs.All.Read(facts);
}
