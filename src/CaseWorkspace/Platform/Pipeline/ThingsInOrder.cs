using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// The first things of one kind that the reader may see, in the order of a list: parts of the <c>with</c> of an <see cref="IListing{T}"/>.
/// The last one is <c>listed (id, holder, file, …, around, own)</c>, a page of them at the most.
/// </summary>
/// <remarks>
/// <para>What the reader may see is asked of one thing after the other, by the thing's own id, until the page is full (<see cref="Seen"/>). Only the
/// things that are asked about differ:</para>
/// <para>Who stands to many things has every thing of the kind looked at, in the order of an index, up to <see cref="Window"/>. The first of them that the
/// reader sees come soon, however many more there are. Where they do not fill the page, and for who stands to few, those are looked at that
/// the reader's relations lead to: all of them are gathered and sorted. With a rare word it is the things that have it.</para>
/// </remarks>
/// <param name="Kind">A code of <see cref="ThingKind"/>.</param>
/// <param name="Order">The columns of the order, with <c>asc</c> or <c>desc</c>: of <c>id</c> or <c>due</c>, as an index has them.</param>
public sealed record ThingsInOrder(string Kind, string Order)
{
    // To that many relations whatever they lead to is gathered in a few milliseconds. Who has more is let see one thing in fifty on the sets that were measured
    // (docs/speed.md), and so a page in the window.
    private const int Few = 1000;

    private const int Window = 3000;

    private const int WindowOfWords = 6000;

    /// <summary>The column <c>due</c> of the thing <c>s</c>, as the index <c>case_scope_by_due</c> has it.</summary>
    public const string Due = "coalesce(s.awaits_due, 'infinity'::timestamptz)";

    /// <summary>Further columns of the thing <c>s</c> that <see cref="Where"/> or the list reads.</summary>
    public string Columns { get; init; } = "";

    /// <summary>The condition, on columns of the thing <c>s</c>, that it lies behind the cursor, in a form that an index takes.</summary>
    public string Behind { get; init; } = "true";

    /// <summary>
    /// What else has to hold of <c>thing (id, holder, file, …, around, own)</c>; <c>around</c> and <c>own</c> are the reader's relations to what holds
    /// it and to itself, null where there are none.
    /// </summary>
    public string Where { get; init; } = "true";

    /// <summary>Whether words are searched for: <see cref="SearchWords.Narrowed"/> stands before then.</summary>
    public bool ByWords { get; init; }

    /// <summary>All relations of the reader that count, to the thing of the row and to what holds it, as SQL; see <see cref="Acts{TState}.Facts"/>.</summary>
    /// <param name="row">A row of <c>listed</c>.</param>
    public static string Held(string row) => $"(select jsonb_agg(distinct relation) from unnest({row}.around || {row}.own) relation)";

    /// <summary>The parts, from the first comma on.</summary>
    public string Sql =>
        $"""
        , many as materialized (
            select count(*) > {Few} as many from (
                select from workspace.case_relation r
                where r.subject = any(@_subjects || array(select lent.subject from workspace.lent_to(@_actor, now()) lent))
                  and r.kind in ('{Kind}', '{ThingKind.Investigation}', '{ThingKind.SubFile}') and r.relation = any(@_relations)
                  and (r.until is null or r.until > now())
                limit {Few + 1}) some_of_them)
        , walked as materialized ({FirstOf(Candidates)})
        , is_full as materialized (
            select (select many from many) and ({(ByWords ? "exists (select from rarest) or " : "")}(select count(*) from walked) >= @_limit) as is_full)
        , gathered as materialized ({FirstOf(Gathered)})
        , listed as (select * from walked where (select is_full from is_full) union all select * from gathered)
        """;

    private string Of => $"s.id, s.holder, s.file{Columns}";

    private string Walk =>
        $"""
        (select {Of} from workspace.case_scope s
         where s.kind = '{Kind}' and (select many from many){(ByWords ? " and not exists (select from rarest)" : "")} and {Behind}
         order by {Order} limit {(ByWords ? WindowOfWords : Window)})
        """;

    private string Candidates => !ByWords ? Walk :
        $"""
        (select * from (
            {Walk}
            union all
            select {Of} from narrowed n join workspace.case_scope s on s.id = n.source
            where s.kind = '{Kind}' and (select many from many) and {Behind}) either
         order by {Order} offset 0)
        """;

    private string Gathered =>
        $"""
        (select * from (
            select {Of} from workspace.standing(@_actor, @_unit, @_subjects) r join workspace.case_scope s on s.holder = r.scope
            where not (select is_full from is_full) and r.kind in ('{ThingKind.Investigation}', '{ThingKind.SubFile}') and r.relation = any(@_relations) and s.kind = '{Kind}' and {Behind}
            union
            select {Of} from workspace.standing(@_actor, @_unit, @_subjects) r join workspace.case_scope s on s.id = r.scope
            where not (select is_full from is_full) and r.kind = '{Kind}' and r.relation = any(@_relations) and s.kind = '{Kind}' and {Behind}) either
         order by {Order} offset 0)
        """;

    /// <summary>By "offset 0" rows stay in their order, and what is cheap is asked first.</summary>
    private string FirstOf(string candidates) =>
        $"""
        select * from (
            select s.*, seen.around, seen.own from {candidates} s cross join lateral ({Seen}) seen offset 0) thing
        where {Where}
        order by {Order} limit @_limit
        """;

    /// <summary>The reader's relations to the thing <c>s</c>; no row where there are none.</summary>
    private const string Seen =
        """
        select array_agg(r.relation) filter (where r.scope = s.holder) as around, array_agg(r.relation) filter (where r.scope = s.id) as own
        from workspace.standing(@_actor, @_unit, @_subjects) r
        where r.scope = any(array[s.id, s.holder]) and r.relation = any(@_relations)
        having count(*) > 0
        """;
}
