namespace CaseWorkspace.Platform.Things;

/// <summary>A thing that another one names: the source on which it rests, a person whom it concerns.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">By which people know it; null: it has none.</param>
/// <param name="Name">What it is called beside it; null: it is called nothing, or that is not told here.</param>
public sealed record CitedThing(string Kind, string? Number, string? Name = null)
{
    /// <summary>
    /// The things that are named, by id, of those that are open to the reader: an object, as SQL. What was brought into a sealed sub-file since is not told of.
    /// </summary>
    /// <param name="ids">A select of the column <c>id</c>, each once.</param>
    /// <param name="holder">In what the thing lies that names them.</param>
    /// <param name="called">What one is called: see <see cref="ThingCatalogue.Called"/>.</param>
    public static string OpenOf(string ids, string holder, string called = "null") =>
        $$"""
        coalesce((select jsonb_object_agg(s.id, jsonb_build_object('kind', s.kind, 'number', s.number, 'name', {{called}}))
            from ({{ids}}) cited join workspace.case_scope s on s.id = cited.id
            where s.holder = {{holder}} or s.holder in (select r.scope from workspace.standing(@_actor, @_unit, @_subjects) r
                where r.scope = s.holder and r.relation = any(@_relations))), '{}')::text
        """;

    /// <summary>The ids that stand at a path of the document <c>d</c>, each once, as SQL.</summary>
    /// <param name="path">A path of jsonpath, e.g. <c>$.facts[*].content.restsOn</c>.</param>
    public static string At(params IEnumerable<string> path) =>
        string.Join(" union ", path.Select(one => $$"""select (one #>> '{}')::uuid as id from jsonb_path_query(d.data, '{{one}}') one where jsonb_typeof(one) = 'string'"""));
}
