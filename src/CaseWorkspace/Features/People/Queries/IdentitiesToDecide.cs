using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.People;

/// <summary>Identities that somebody else asked to protect, or to open again, where the reader may decide on it; the oldest first. By their alias alone.</summary>
public sealed record IdentitiesToDecide(int Size) : IListing<DeskEntry>
{
    public Operation Operation => PeopleOperations.ListIdentitiesToDecide;

    public string Sql =>
        """
        select d.id, concat_ws(' ', f.number, d.data ->> 'number'), d.data #>> '{alias,text}', d.data ->> 'state', h.level
        from visible v
        join workspace.case_scope s on s.holder = v.scope and s.kind = 'protected-identity'
        join workspace.mt_doc_protectedidentity d on d.id = s.id
        join workspace.case_scope f on f.id = s.file
        join workspace.case_scope h on h.id = s.holder
        where d.data ->> 'state' in ('to-confirm', 'to-release') and (d.data ->> 'askedBy')::uuid <> @_actor
        order by d.id limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public DeskEntry Read(DbDataReader reader) => new(
        reader.GetGuid(0), $"/protected-identities/{reader.GetGuid(0)}", reader.GetString(1), reader.GetString(2), "identity.desk.decide", reader.GetString(3),
        "identity-state", null, null, reader.GetString(4), null, $"/protected-identities/{reader.GetGuid(0)}?act={DecideOnIdentity.Act.Verb}");

    public string Cursor(DeskEntry row) => row.Id.ToString();
}
