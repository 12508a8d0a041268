using System.Data.Common;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web.Frame;
using Npgsql;

namespace CaseWorkspace.Features.Protocols;

/// <summary>
/// Protocols that wait for the caller, by deadline: a court's control waits for who did the action and for the lead; a draft to be signed for who did the
/// action, and for the lead once that person is gone from the file or not here.
/// </summary>
public sealed record ProtocolsToActOn(int Size) : IListing<DeskEntry>
{
    private const string IsControl = "s.awaits_due < 'infinity'";

    public Operation Operation => ProtocolOperations.ListWaiting;

    public string Sql =>
        $$"""
        {{Things.Sql}}
        , page as (
            select listed.*, {{QueryPipeline.PurposeIsStated("listed.file")}} as told,
                   case when not listed.is_control and listed.awaits_person <> @_actor then workspace.left_behind(listed.awaits_person, listed.id, listed.holder) end as why
            from listed)
        select d.id, concat_ws(' ', f.number, d.data ->> 'number'), d.data #>> '{content,action}', case when page.told then d.data #>> '{content,place}' end,
               d.data ->> 'state', nullif(page.due, 'infinity'), h.level, page.why,
               case when page.why is null then d.data #>> '{awaits,verb}' else '{{ChangeProtocol.Act.Verb}}' end
        from page
        join workspace.mt_doc_actionprotocol d on d.id = page.id
        join workspace.case_scope f on f.id = page.file
        join workspace.case_scope h on h.id = page.holder
        order by page.due, page.id
        """;

    public string? RecordedReads => "select holder, file from page where told";

    private static ThingsInOrder Things => new(ProtocolThings.Protocol, "due, id")
    {
        Columns = $", {ThingsInOrder.Due} as due, s.awaits_person, {IsControl} as is_control",
        Behind = "s.awaits_relation is not null",
        Where =
            """
            coalesce(thing.awaits_person = @_actor and array['lead', 'member'] && thing.around
                or 'lead' = any(thing.around) and (thing.is_control or workspace.left_behind(thing.awaits_person, thing.id, thing.holder) is not null), false)
            """,
    };

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public DeskEntry Read(DbDataReader reader)
    {
        var (id, action, verb) = (reader.GetGuid(0), CodeLists.Label("investigative-action", reader.GetString(2)), reader.GetString(8));
        string?[] said = [action, Text(reader, 3), CodeLists.Label("request-left", Text(reader, 7))];
        return new DeskEntry(
            id, $"/protocols/{id}", reader.GetString(1), string.Join(" · ", said.Where(one => !string.IsNullOrEmpty(one))), $"protocol.verb.{verb}", reader.GetString(4),
            "protocol-state", reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5), null, reader.GetString(6), null,
            verb is "change" ? $"/protocols/{id}/change" : $"/protocols/{id}?act={verb}");
    }

    public string Cursor(DeskEntry row) => row.Id.ToString();

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
