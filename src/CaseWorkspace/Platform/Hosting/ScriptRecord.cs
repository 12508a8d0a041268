using System.Data;
using DbUp.Engine;
using Npgsql;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// <c>workspace.schema_migration</c>: which scripts a database has had, and by which text. A function is had when it was run with the text of
/// now; a migration stays as it was run. DbUp's own table keeps names alone.
/// </summary>
internal sealed class ScriptRecord(NpgsqlConnection connection) : IJournal
{
    /// <summary>Whether there are tables, and no record of scripts: made before migrations had numbers.</summary>
    public bool IsFromBefore() => !IsThere("workspace.schema_migration") && IsThere("workspace.mt_events");

    /// <inheritdoc/>
    public string[] GetExecutedScripts()
    {
        if (!IsThere("workspace.schema_migration"))
        {
            return [];
        }

        var had = Read();
        foreach (var (name, sha256) in had.Where(one => one.Name.StartsWith(SchemaScripts.Migrations, StringComparison.Ordinal)))
        {
            if (!SchemaScripts.Has(name))
            {
                throw new RefusedScriptException(
                    $"The schema is unchanged: this database has had deploy/postgresql/{name}, which this program does not know: start the program whose migration it is.");
            }

            if (!IsOfNow(name, sha256))
            {
                throw new RefusedScriptException(
                    $"The schema is unchanged: deploy/postgresql/{name} has another text than the one that this database has had. A migration is never changed once it was run: give the file its old text, and write the change as a new migration.");
            }
        }

        return [.. had.Where(one => SchemaScripts.Has(one.Name) && IsOfNow(one.Name, one.Sha256)).Select(one => one.Name)];
    }

    /// <inheritdoc/>
    public void StoreExecutedScript(SqlScript script, Func<IDbCommand> dbCommandFactory)
    {
        EnsureTableExistsAndIsLatestVersion(dbCommandFactory);
        Store(script.Name);
    }

    /// <inheritdoc/>
    public void EnsureTableExistsAndIsLatestVersion(Func<IDbCommand> dbCommandFactory)
    {
        if (IsThere("workspace.schema_migration"))
        {
            return;
        }

        using var make = new NpgsqlCommand(SchemaScripts.Text(SchemaScripts.Record), connection);
        make.ExecuteNonQuery();
        Store(SchemaScripts.Record);
    }

    /// <summary>Whose file is no longer there; were it to come back, it would run.</summary>
    public void ForgetFunctionsThatAreGone()
    {
        foreach (var (name, _) in Read().Where(one => one.Name.StartsWith(SchemaScripts.Functions, StringComparison.Ordinal) && !SchemaScripts.Has(one.Name)))
        {
            using var forget = new NpgsqlCommand("delete from workspace.schema_migration where script = @name", connection);
            forget.Parameters.AddWithValue("name", name);
            forget.ExecuteNonQuery();
        }
    }

    private static bool IsOfNow(string name, string sha256) => string.Equals(sha256, SchemaScripts.Sha256Of(name), StringComparison.Ordinal);

    private void Store(string name)
    {
        using var store = new NpgsqlCommand(
            """
            insert into workspace.schema_migration (script, sha256) values (@name, @sha256)
            on conflict (script) do update set sha256 = excluded.sha256, applied_at = now()
            """, connection);
        store.Parameters.AddWithValue("name", name);
        store.Parameters.AddWithValue("sha256", SchemaScripts.Sha256Of(name));
        store.ExecuteNonQuery();
    }

    private List<(string Name, string Sha256)> Read()
    {
        using var command = new NpgsqlCommand("select script, sha256 from workspace.schema_migration order by script", connection);
        using var reader = command.ExecuteReader();
        var had = new List<(string, string)>();
        while (reader.Read())
        {
            had.Add((reader.GetString(0), reader.GetString(1)));
        }

        return had;
    }

    private bool IsThere(string table)
    {
        using var command = new NpgsqlCommand("select to_regclass(@table) is not null", connection);
        command.Parameters.AddWithValue("table", table);
        return command.ExecuteScalar() is true;
    }
}

/// <summary>A script failed, or the database has had others; the message says what to do.</summary>
internal sealed class RefusedScriptException(string message, Exception? fault = null) : Exception(message, fault);
