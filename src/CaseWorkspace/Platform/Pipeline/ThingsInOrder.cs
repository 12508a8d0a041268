using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// The first things of one kind, or of several, that the reader may see, in the order of a list: parts of the <c>with</c> of an <see cref="IListing{T}"/>.
/// The last one is <c>listed (id, holder, file, …, around, own)</c>, a page of them at the most.
/// </summary>
/// <remarks>
/// <para>A reader who has few relations: <c>gathered</c>. The things to which the relations lead are read and sorted.</para>
/// <para>A reader who has many: <c>walked</c>. The things of the kind are read in the order of the list, from an index, and of each one its relations
/// are asked by its own id, until the page is full. That does not grow with what the reader may see. With a rare word, the things that have it are
/// read instead.</para>
/// <para>If <see cref="Window"/> things do not fill the page, or common words are searched for: <c>scanned</c>. The relations are read once, then all things
/// in order, until the page is full.</para>
/// <para>Each way asks <c>workspace.standing</c> which relations count. So the page is the same by each (WaysToAPageTests).</para>
/// </remarks>
/// <param name="Kinds">Codes of <see cref="ThingKind"/>.</param>
/// <param name="Order">The columns of the order, with <c>asc</c> or <c>desc</c>: of <c>id</c> or <c>due</c>, as an index has them.</param>
public sealed record ThingsInOrder(IReadOnlyList<string> Kinds, string Order)
{
    /// <summary>Things of one kind.</summary>
    public ThingsInOrder(string kind, string order) : this([kind], order)
    {
    }

    /// <summary>What so many relations lead to is gathered in some ten milliseconds (docs/speed.md).</summary>
    public const int Few = 1000;

    /// <summary>How many things are walked through: a reader with more relations than <see cref="Few"/> found a page in them on the set that was measured.</summary>
    public const int Window = 2000;

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

    /// <summary>The parts, from the first comma on; of <c>held</c> nothing else may read then, or it is read whole.</summary>
    public string Sql =>
        $"""
        , many as materialized (
            select count(*) > {Few} as many from (
                select from workspace.case_relation r
                where r.subject = any(@_subjects || array(select lent.subject from workspace.lent_to(@_actor, now()) lent))
                  and r.kind in ({HeldKinds}) and r.relation = any(@_relations) and (r.until is null or r.until > now())
                limit {Few + 1}) some_of_them)
        , walked as materialized ({First($"{Candidates} s cross join lateral ({Asked}) seen")})
        , way as materialized (
            select many and enough as by_walk, many and not enough as by_scan, not many as by_gathering from (
                select (select many from many) as many, {(ByWords ? "exists (select from rarest)" : "(select count(*) from walked) >= @_limit")} as enough) found)
        , relations_to as materialized (
            select r.scope, r.kind, array_agg(r.relation) as relations
            from held r
            where (select by_scan or by_gathering from way) and r.kind in ({HeldKinds})
            group by r.scope, r.kind)
        , scanned as materialized ({First(Scanned)})
        , gathered as materialized ({First(Gathered)})
        , listed as (
            select * from walked where (select by_walk from way) union all select * from scanned union all select * from gathered)
        """;

    private string HeldKinds => string.Join(", ", Kinds.Append(ThingKind.Investigation).Append(ThingKind.SubFile).Select(kind => $"'{kind}'"));

    // One kind is asked by "=": the indexes of a kind are used then.
    private string OfKinds => Kinds is [var one] ? $"= '{one}'" : $"in ({string.Join(", ", Kinds.Select(kind => $"'{kind}'"))})";

    private string Of => $"s.id, s.holder, s.file{Columns}";

    private string Candidates => ByWords
        ?
        $"""
        (select {Of} from narrowed n join workspace.case_scope s on s.id = n.source
         where s.kind {OfKinds} and (select many from many) and {Behind} order by {Order} offset 0)
        """
        :
        $"""
        (select {Of} from workspace.case_scope s
         where s.kind {OfKinds} and (select many from many) and {Behind} order by {Order} limit {Window})
        """;

    /// <summary>The reader's relations to the thing <c>s</c>; no row where there are none.</summary>
    private const string Asked =
        """
        select array_agg(r.relation) filter (where r.scope = s.holder) as around, array_agg(r.relation) filter (where r.scope = s.id) as own
        from workspace.standing(@_actor, @_unit, @_subjects) r
        where r.scope = any(array[s.id, s.holder]) and r.relation = any(@_relations)
        having count(*) > 0
        """;

    // By "in", as a table that is looked into: a join would be sorted once more.
    private string Scanned =>
        $"""
        (select {Of} from workspace.case_scope s
         where s.kind {OfKinds} and (select by_scan from way) and {Behind}
           and (s.holder in (select scope from relations_to) or s.id in (select scope from relations_to))
         order by {Order} offset 0) s
        cross join lateral ({Asked}) seen
        """;

    private string Gathered =>
        $"""
        (select {Of}, to_holder.relations as around, to_it.relations as own
         from relations_to to_holder join workspace.case_scope s on s.holder = to_holder.scope
         left join relations_to to_it on to_it.scope = s.id
         where (select by_gathering from way) and s.kind {OfKinds} and {Behind}
         union all
         select {Of}, null, to_it.relations
         from relations_to to_it join workspace.case_scope s on s.id = to_it.scope
         where (select by_gathering from way) and to_it.kind {OfKinds} and s.kind {OfKinds} and {Behind}
           and not exists (select from relations_to to_holder where to_holder.scope = s.holder)) s
        cross join lateral (select) seen
        """;

    /// <summary>
    /// The first of the rows <c>s</c> with the relations <c>seen</c>. They come in their order already, or are sorted at once; "offset 0" has
    /// nothing asked of a thing before it is its turn.
    /// </summary>
    private string First(string rows) =>
        $"""
        select * from (select s.*, seen.* from {rows} order by {Order} offset 0) thing
        where {Where}
        order by {Order} limit @_limit
        """;
}
