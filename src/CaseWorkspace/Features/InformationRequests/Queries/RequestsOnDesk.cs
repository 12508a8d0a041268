using System.Data.Common;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What of <see cref="RequestsToActOn"/> stands first on the desk.</summary>
public sealed record RequestsOnDesk(int Size) : IListing<DeskEntry>
{
    public Operation Operation => InformationRequestOperations.List;

    public string Sql => Rows.Sql;

    private RequestsToActOn Rows => new(null, Size);

    public void Bind(NpgsqlParameterCollection parameters) => Rows.Bind(parameters);

    public DeskEntry Read(DbDataReader reader)
    {
        var row = RequestRow.Read(reader);
        return new DeskEntry(
            row.Id, $"/requests/{row.Id}", row.Number,
            row.Why is null ? row.Subject : $"{row.Subject} · {CodeLists.Label("request-left", row.Why)}", $"request.verb.{row.Verb}", row.State, "request-state", RequestsToActOn.DueOf(row), row.Country);
    }

    public string Cursor(DeskEntry row) => row.Id.ToString();
}
