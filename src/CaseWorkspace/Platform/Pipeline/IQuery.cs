using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>Something that is read. It names its operation, and its SQL sees only what the pipeline lets through.</summary>
public interface IQuery
{
    /// <summary>What the person does; the table of rules says who may.</summary>
    Operation Operation { get; }

    /// <summary>The statement; see <see cref="IConsultation{T}"/> and <see cref="IListing{T}"/> for what it must read from.</summary>
    string Sql { get; }

    /// <summary>The words and filters that the person stated, for the journal (see <see cref="AuditFilter"/>); null: none.</summary>
    string? AskedFor => null;

    /// <summary>The cursor of the page that is asked for; null: the first one, or there are no pages. See <see cref="FirstPage"/>.</summary>
    string? After => null;

    /// <summary>Sets the statement's own parameters.</summary>
    void Bind(NpgsqlParameterCollection parameters);
}

/// <summary>
/// Looking at one thing. The statement reads from <c>granted (id, file, relation)</c>, which has a row only if the actor may;
/// the consultation is recorded in the same statement, granted or not.
/// </summary>
public interface IConsultation<T> : IQuery
{
    /// <summary>The file, item or request that is looked at.</summary>
    Guid Thing { get; }

    /// <summary>What it can be, codes of <see cref="ThingKind"/>: a thing of another kind is not there for this read.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>Reads the rows; null or an empty answer when there are none.</summary>
    Task<T?> Read(DbDataReader reader, CancellationToken cancellation);
}

/// <summary>Looking at one thing where the statement reads texts from events, in which they stand sealed.</summary>
public interface ISealedConsultation<T> : IConsultation<T>
{
    /// <summary>Reads the rows, and opens what stands sealed in them; null or an empty answer when there are none.</summary>
    Task<T?> Read(DbDataReader reader, TextKeys keys, CancellationToken cancellation);

    Task<T?> IConsultation<T>.Read(DbDataReader reader, CancellationToken cancellation) =>
        throw new NotSupportedException("What is sealed is read with the keys.");
}

/// <summary>A list whose statement reads texts from events, in which they stand sealed.</summary>
public interface ISealedListing<T> : IListing<T>
{
    /// <summary>Reads the current row, and opens what stands sealed in it.</summary>
    T Read(DbDataReader reader, TextKeys keys);

    T IListing<T>.Read(DbDataReader reader) => throw new NotSupportedException("What is sealed is read with the keys.");
}

/// <summary>
/// A list over many things. The statement reads from <c>visible (scope, kind)</c>: what the actor may see by this operation; or from
/// <c>held (scope, kind, relation)</c>, where it matters by which relation; or from the parts of
/// <see cref="ThingsInOrder"/>. Where the operation needs no relation, all are empty and the list is of no file's content. That it was looked at is recorded in the same statement.
/// </summary>
public interface IListing<T> : IQuery
{
    /// <summary>How many at the most.</summary>
    int Size { get; }

    /// <summary>The number of the one file that the list is about, for the journal; null: of no single one.</summary>
    string? About => null;

    /// <summary>
    /// The <c>holder</c> and <c>file</c> of each row whose text is shown, or which is found by its text, as a select from the statement's own
    /// parts: for the people of a file that is a read of it, with an entry of its own. Null: the list shows names and numbers alone.
    /// </summary>
    string? RecordedReads => null;

    /// <summary>Reads the current row.</summary>
    T Read(DbDataReader reader);

    /// <summary>The cursor behind the row; the next page begins there.</summary>
    string Cursor(T row);
}

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Next">Send it as <c>cursor</c> for what follows; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next) : IPage
{
    IPage IPage.Within(string? snapshot) => this with { Next = FirstPage.Cursor(Next, snapshot) };

    IPage IPage.OfNoPass() => this with { Next = FirstPage.Row(Next) };
}

/// <summary>How pages are read and cut.</summary>
public static class Pages
{
    /// <summary>
    /// Reads the rows of a statement of the form <c>from granted left join lateral (…) on true</c>:
    /// no row at all means no access (null), a row whose first column is null means access to an empty list.
    /// </summary>
    public static async Task<IReadOnlyList<T>?> ReadGranted<T>(
        this DbDataReader reader, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        var granted = false;
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            granted = true;
            if (!await reader.IsDBNullAsync(0, cancellation))
            {
                rows.Add(read(reader));
            }
        }

        return granted ? rows : null;
    }

    /// <summary>Makes a page of rows that were read one beyond its size, so as to know whether more follow.</summary>
    public static Page<T> Cut<T>(IReadOnlyList<T> rows, int size, Func<T, string> cursor) =>
        rows.Count <= size ? new Page<T>(rows, null) : new Page<T>([.. rows.Take(size)], cursor(rows[size - 1]));
}

/// <summary>What was read, or why not.</summary>
/// <param name="Value">The answer; null when refused.</param>
/// <param name="Refusal">Null when answered.</param>
public sealed record Answer<T>(T? Value, Refusal? Refusal) where T : class;

/// <summary>
/// Reads one thing as it is stored.
/// </summary>
public interface IDocumentQuery : ISealedConsultation<StoredDocument>
{
    /// <summary>The table in which the documents are stored.</summary>
    string Table { get; }

    /// <summary>What else is joined to <c>granted g</c> and the document <c>d</c>, as SQL.</summary>
    string Joined => "";

    /// <summary>What is shown of the document <c>d</c> to the person who looks by the relation <c>g.relation</c>, as SQL; <c>d.data</c>: all of it.</summary>
    string Shown { get; }

    /// <summary>The version of the document <c>d</c> as it is told, as SQL; see <see cref="ToldVersion"/> for the people who are not shown everything.</summary>
    string Version => "d.mt_version::bigint";

    /// <summary>What the acts on the thing ask (<see cref="Acts{TState}.Facts"/>), as SQL; null: the answer does not say what can be done.</summary>
    string? ActFacts => null;

    /// <summary>The stable names of events from which the statement takes texts; none: everything is of the document itself.</summary>
    IReadOnlyList<string> SealedIn => [];

    /// <summary>Reads that.</summary>
    AskedActs? ReadActs(string facts) => null;

    string IQuery.Sql =>
        $"""
        select convert_to(({Shown})::text, 'UTF8'), {Version}, {ActFacts ?? "null::text"}
        from granted g cross join lateral (select * from workspace.{Table} where id = g.id limit 1) d
        {Joined}
        """;

    void IQuery.Bind(NpgsqlParameterCollection parameters)
    {
    }

    async Task<StoredDocument?> ISealedConsultation<StoredDocument>.Read(DbDataReader reader, TextKeys keys, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new StoredDocument(Opened(await reader.GetFieldValueAsync<byte[]>(0, cancellation), keys), reader.GetInt64(1))
            {
                Asked = await reader.IsDBNullAsync(2, cancellation) ? null
                    : ReadActs(SealedIn.Count == 0 ? reader.GetString(2) : keys.Opened(reader.GetString(2), SealedIn)),
            }
            : null;

    private byte[] Opened(byte[] json, TextKeys keys) => SealedIn.Count == 0 ? json : keys.Opened(json, SealedIn);
}

/// <summary>A document as it is stored, ready to be sent: its bytes and its version.</summary>
/// <param name="Json">UTF-8.</param>
/// <param name="Version">Its version, as it is told to the reader.</param>
public sealed record StoredDocument(byte[] Json, long Version) : IShowsActs
{
    /// <summary>Stands for what the reader can do, which may change while the version does not; null where that is not told.</summary>
    public string? ActsTag { get; private init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public AskedActs? Asked { get; init; }

    /// <summary>What stands in it, for a page.</summary>
    public T Read<T>() where T : class => JsonSerializer.Deserialize<T>(Json, WorkspaceJson.Stored)!;

    /// <inheritdoc/>
    IShowsActs IShowsActs.Allowing(IReadOnlyList<string> verbs)
    {
        var written = JsonSerializer.SerializeToUtf8Bytes(verbs);
        // Behind the last member of the document, which is an object and never an empty one.
        return this with
        {
            Asked = null,
            Json = [.. Json.AsSpan(0, Json.AsSpan().LastIndexOf((byte)'}')), .. ",\"allowed\":"u8, .. written, (byte)'}'],
            ActsTag = Convert.ToHexStringLower(SHA256.HashData(written).AsSpan(0, 4)),
        };
    }
}

/// <summary>What stands in an answer beside the thing itself.</summary>
/// <param name="Allowed">
/// What the caller can do with it now, by verb: the table of rules allows it, and the precondition of the act holds. What an act's data
/// can be at fault in, and a second factor that it wants, show when it is tried.
/// </param>
public sealed record AllowedActs(IReadOnlyList<string> Allowed);
