using CaseWorkspace.Platform.Policy;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CaseWorkspace.Features.Evidence;

/// <summary>To which file an item belongs, and by which words it is found; written with the events themselves.</summary>
public partial class EvidenceAccess : EventProjection
{
    public void Project(IEvent<EvidenceRegistered> registered, IDocumentOperations ops)
    {
        var (item, data) = (registered.StreamId, registered.Data);
        ops.Place(item, ThingKind.Evidence, data.File, data.Number, data.SubFile);
        ops.Find(item, item, data.Number, data.Description, data.SeizedWhere, data.SeizedBy, data.Source);
    }

    public void Project(IEvent<ContentSealed> content, IDocumentOperations ops)
    {
        ops.Name(content.StreamId, content.Data.Sha256);
        if (content.Data.FileName is { } name)
        {
            ops.Find(content.StreamId, content.Id, name);
        }
    }
}
