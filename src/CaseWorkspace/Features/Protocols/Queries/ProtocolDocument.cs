using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Protocols;

/// <summary>The protocol; answers <see cref="ActionProtocol"/> as it is stored, to the people of the file, and what the reader can do with it.</summary>
public sealed record ProtocolDocument(Guid Thing) : IDocumentQuery
{
    public IReadOnlyCollection<string> Kinds => [ProtocolThings.Protocol];

    public Operation Operation => ProtocolOperations.View;

    public string Table => "mt_doc_actionprotocol";

    public string Shown => "d.data";

    public string ActFacts => ProtocolActs.All.Facts();

    public AskedActs ReadActs(string facts) => ProtocolActs.All.Read(facts);
}
