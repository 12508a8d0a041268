using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using Marten;

namespace CaseWorkspace.Platform.Storage;

/// <summary>How inline projections keep the tables of access and of words, in the transaction of the events they follow.</summary>
public static class AccessTables
{
    /// <summary>A thing begins, or comes to belong to a file.</summary>
    /// <param name="ops">The transaction.</param>
    /// <param name="id">The thing.</param>
    /// <param name="kind"><c>investigation</c>, <c>evidence</c> or <c>request</c>.</param>
    /// <param name="file">The file it belongs to, whose relations then hold for it too; null when none yet.</param>
    /// <param name="number">Its number, e.g. <c>E-001</c>; null leaves the number that it has.</param>
    public static void Place(this IDocumentOperations ops, Guid id, string kind, Guid? file, string? number = null) =>
        ops.QueueSqlCommand(
            """
            insert into workspace.case_scope as s (id, kind, file, number) values (?, ?, ?, ?)
            on conflict (id) do update set file = excluded.file, number = coalesce(excluded.number, s.number)
            """,
            id, kind, file is { } known ? known : DBNull.Value, number is null ? DBNull.Value : number);

    /// <summary>The subject comes to stand in the relation.</summary>
    public static void Relate(this IDocumentOperations ops, Guid scope, string subject, Relation relation) =>
        ops.QueueSqlCommand(
            "insert into workspace.case_relation (scope, subject, relation) values (?, ?, ?) on conflict do nothing",
            scope, subject, relation.Code());

    /// <summary>The subject stands in the relation no longer; binds the next request.</summary>
    public static void Unrelate(this IDocumentOperations ops, Guid scope, string subject, Relation relation) =>
        ops.QueueSqlCommand(
            "delete from workspace.case_relation where scope = ? and subject = ? and relation = ?",
            scope, subject, relation.Code());

    /// <summary>Nobody stands in the relation any more.</summary>
    public static void Vacate(this IDocumentOperations ops, Guid scope, Relation relation) =>
        ops.QueueSqlCommand("delete from workspace.case_relation where scope = ? and relation = ?", scope, relation.Code());

    /// <summary>Words by which a thing is found, by those who may see it.</summary>
    /// <param name="ops">The transaction.</param>
    /// <param name="source">The thing that is found.</param>
    /// <param name="part">Which of its texts: the event's id, or the thing's own for its title and description.</param>
    /// <param name="words">The texts; nulls are left out.</param>
    public static void Find(this IDocumentOperations ops, Guid source, Guid part, params string?[] words) =>
        ops.QueueSqlCommand(
            """
            insert into workspace.case_text (source, part, words) values (?, ?, array_to_tsvector(?))
            on conflict (source, part) do update set words = excluded.words
            """,
            source, part, SearchWords.Of(words).Take(20_000).ToArray());
}
