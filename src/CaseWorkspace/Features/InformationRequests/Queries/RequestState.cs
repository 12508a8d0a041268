using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>Where a request stands, when that is all that is needed.</summary>
public sealed record RequestStateName(string State);

/// <summary>Asked before a document is taken in: may this person add one? Nothing of the body is read before.</summary>
public sealed record RequestState(Guid Thing) : IConsultation<RequestStateName>
{
    public IReadOnlyCollection<string> Kinds => [RequestThings.Request];

    public Operation Operation => InformationRequestOperations.AddDocument;

    public string Sql =>
        "select d.data ->> 'state' from granted g join workspace.mt_doc_informationrequest d on d.id = g.id";

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<RequestStateName?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation) ? new RequestStateName(reader.GetString(0)) : null;
}
