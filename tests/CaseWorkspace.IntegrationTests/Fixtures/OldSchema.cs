namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>Makes a new database look as earlier programs left theirs.</summary>
public static class OldSchema
{
    /// <summary>Before migrations had numbers: without their record, and without what those after 0007 make. A migration that makes something adds it here.</summary>
    public const string BeforeNumbers =
        """
        drop table workspace.schema_migration, workspace.mt_doc_recordedperson, workspace.mt_doc_protectedidentity, workspace.mt_doc_casetask, workspace.mt_doc_caseclock, workspace.mt_doc_actionprotocol;
        alter table workspace.case_scope drop column closed, drop column withheld_in, drop column fenced;
        drop function workspace.snapshot_awaits();
        drop index workspace.case_scope_in_order, workspace.case_scope_by_due, workspace.case_scope_by_review, workspace.case_scope_tasks_by_due,
            workspace.case_scope_clocks_by_due, workspace.case_scope_deadlines, workspace.case_scope_protocols_by_due;

        """;
}
