namespace CaseWorkspace.Platform.Pipeline;

/// <summary>The statements of <see cref="QueryPipeline"/>: who may read, and the journal's entry of the read.</summary>
internal static class ReadStatements
{
    /// <summary>Those whose very relation says why they look need not state it.</summary>
    private const string OwnPurpose =
        "case held.relation when 'addressed-liaison-officer' then 'information-exchange' when 'item-custodian' then 'custody' "
        + "when 'custody-offered' then 'custody' "
        + "when 'break-glass' then 'break-glass' end";

    /// <summary>
    /// Whether the read is granted, and that it was made, with what more there is to read from: see <see cref="IConsultation{T}"/>. Each
    /// step is a search of its own by an index: as joins of whole tables PostgreSQL would read one through for a single thing.
    /// </summary>
    public static readonly string Granted = Access + Recorded + Alone;

    /// <summary>The same without the journal's entry: for the host alone.</summary>
    public static readonly string GrantedUnseen = Access + Alone;

    private const string Access =
        $"""
        with standing as materialized (
            select held.*, p.purpose is not null as before, coalesce(@_words, p.words) as words,
                   (@_roles)[array_position(@_relations, held.relation)] as role,
                   (@_usuals)[array_position(@_relations, held.relation)] as usual,
                   coalesce(@_purpose, {OwnPurpose},
                            case when held.file is null then (@_usuals)[array_position(@_relations, held.relation)] end, p.purpose) as purpose
            from (
                select s.id, s.kind, s.file, s.holder, r.relation
                from workspace.case_scope s
                join workspace.standing(@_actor, @_unit, @_subjects) r on r.scope = any(array[s.id, s.holder])
                where s.id = @_thing and s.kind = any(@_kinds) and r.relation = any(@_relations)
                order by array_position(@_relations, r.relation) limit 1) held
            left join lateral (
                select p.purpose, p.words from workspace.purpose_stated p
                where p.session = @_session and p.person = @_actor and p.file = held.file limit 1) p on true),
        granted as materialized (
            select id, kind, file, holder, relation from standing where purpose is not null)
        """;

    private const string Recorded =
        """
        ,
        remembered as (
            insert into workspace.purpose_stated (session, person, file, purpose, words)
            select @_session, @_actor, st.file, @_purpose, @_words from standing st
            where @_purpose is not null and not st.before and st.file is not null
            on conflict do nothing),
        recorded as (
            insert into journal.entry (id, actor, role, operation, processing, thing, file, relation, granted,
                                       session, address, purpose, words, asked, recipients, correlation, followed)
            select @_entry, @_actor, coalesce(st.role, @_role), @_operation, @_processing,
                   @_thing, st.file, st.relation, st.id is not null,
                   @_session, @_address, coalesce(st.purpose, @_purpose, @_usual), coalesce(st.words, @_words), @_asked,
                   case when st.id is not null and @_processing = 'disclosure' then array['person:' || @_actor] end, @_correlation, @_followed
            from (values (1)) as one left join standing st on true
            where st.id is null or st.purpose is not null)
        """;

    /// <summary>What more there is to read from: see <see cref="IConsultation{T}"/>.</summary>
    private const string Alone =
        """
        ,
        parts as (
            select g.id as holder from granted g
            union
            select s.id from granted g
            join workspace.case_scope s on s.file = g.id and s.kind = 'sub-file'
            join workspace.standing(@_actor, @_unit, @_subjects) r on r.scope = s.id and r.relation = any(@_relations)),
        relations as (
            select jsonb_agg(distinct r.relation)::text as codes from granted g
            join workspace.standing(@_actor, @_unit, @_subjects) r on r.scope = any(array[g.id, g.holder]))

        """;

    /// <summary>The number of the file that is not shown only because no purpose has been stated.</summary>
    public const string OpenButForThePurpose =
        $"""
        select coalesce(f.number, '')
        from workspace.case_scope s join workspace.standing(@_actor, @_unit, @_subjects) held on held.scope = any(array[s.id, s.holder])
        join workspace.case_scope f on f.id = s.file
        where s.id = @_thing and s.kind = any(@_kinds) and held.relation = any(@_relations)
          and {OwnPurpose} is null
          and not exists (select from workspace.purpose_stated p
                          where p.session = @_session and p.person = @_actor and p.file = s.file)
        limit 1
        """;

    /// <summary>The journal's entry of a page of a list.</summary>
    public const string Listed =
        """
        with recursive recorded as (
            insert into journal.entry (id, actor, role, operation, processing, thing, file, granted,
                                       session, address, purpose, words, asked, recipients, correlation, followed)
            select @_entry, @_actor, @_role, @_operation, @_processing, s.id, s.file, true,
                   @_session, @_address, coalesce(@_purpose, @_usual), @_words, @_asked,
                   case when @_processing = 'disclosure' then array['person:' || @_actor] end, @_correlation, @_followed
            from (values (1)) as one left join workspace.case_scope s on s.number = @_about and s.kind = 'investigation'),

        """;

    /// <summary>Of a list that shows texts: each file looked at has its entry, with the purpose, which counts for the session as with any look.</summary>
    public static string RecordRead(string looked) =>
        $"""
        looked as materialized (select distinct holder, file from ({looked}) text where file is not null),
        remembered as (
            insert into workspace.purpose_stated (session, person, file, purpose, words)
            select distinct @_session, @_actor, l.file, @_purpose, @_words from looked l where @_purpose is not null order by l.file
            on conflict do nothing),
        recorded_looks as (
            insert into journal.entry (id, actor, role, operation, processing, thing, file, granted,
                                       session, address, purpose, words, recipients, correlation, followed)
            select gen_random_uuid(), @_actor, @_role, @_operation, @_processing, l.holder, l.file, true,
                   @_session, @_address, coalesce(@_purpose, p.purpose, @_usual), coalesce(@_words, p.words),
                   case when @_processing = 'disclosure' then array['person:' || @_actor] end, @_correlation, @_followed
            from looked l left join workspace.purpose_stated p on p.session = @_session and p.person = @_actor and p.file = l.file),

        """;

    /// <summary>What the reader may see, for lists. Each reads for itself: of a part that is read from once PostgreSQL reads no more than is asked for.</summary>
    public const string Visible =
        """
        held as (
            select r.scope, r.kind, r.relation from workspace.standing(@_actor, @_unit, @_subjects) r where r.relation = any(@_relations)),
        visible as (
            select distinct r.scope, r.kind from workspace.standing(@_actor, @_unit, @_subjects) r where r.relation = any(@_relations))

        """;
}
