using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// A migration with which programs made before it go on: nothing that they read or write went away or means something else. It says so in
/// its last line, <c>migrationBuilder.ServesProgramsBefore("its id")</c>, and is then listed in <c>identity.expanding_migrations</c>
/// in its own transaction. Hosts that do not know it read that list (docs/adr/0033).
/// </summary>
public static class ExpandingMigration
{
    public const string Table = AccountsDatabase.Schema + ".expanding_migrations";
    private const string Mark = "CaseWorkspace:Expanding";

    /// <summary>States it; refuses where the migration takes away or wants something that programs of before do not know.</summary>
    public static void ServesProgramsBefore(this MigrationBuilder migration, string id)
    {
        ArgumentNullException.ThrowIfNull(migration);
        ArgumentNullException.ThrowIfNull(id);
        var breaking = migration.Operations.Find(Breaks);
        if (breaking is not null)
            throw new InvalidOperationException($"The migration {id} is no expanding one: {breaking.GetType().Name}.");
        migration.Sql($"insert into {Table} (migration_id) values ('{id.Replace("'", "''", StringComparison.Ordinal)}') on conflict do nothing;").Annotation(Mark, true);
    }

    /// <summary>Those of the database that are not applied yet, each with whether it is an expanding one.</summary>
    public static async Task<IReadOnlyList<(string Id, bool IsExpanding)>> PendingAsync(DbContext database, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(database);
        var (assembly, provider) = (database.GetService<IMigrationsAssembly>(), database.Database.ProviderName!);
        return [.. (await database.Database.GetPendingMigrationsAsync(cancel)).Select(id => (id, IsExpanding(assembly.CreateMigration(assembly.Migrations[id], provider))))];
    }

    /// <summary>Of migrations that a program does not know, those with which it does not go on, as the database lists them.</summary>
    public static async Task<IReadOnlyList<string>> NotAmongAsync(DbContext database, IReadOnlyList<string> unknown, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(unknown);
        try
        {
            var listed = await database.Database.SqlQueryRaw<string>($"select migration_id as \"Value\" from {Table}").ToListAsync(cancel);
            return [.. unknown.Except(listed, StringComparer.Ordinal)];
        }
        catch (PostgresException none) when (none.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return unknown;
        }
    }

    private static bool IsExpanding(Migration migration) => migration.UpOperations.Any(operation => operation.FindAnnotation(Mark) is not null);

    private static bool Breaks(MigrationOperation operation) => operation switch
    {
        AddColumnOperation column => column is { IsNullable: false, DefaultValue: null, DefaultValueSql: null, ComputedColumnSql: null },
        DropColumnOperation or DropTableOperation or DropSequenceOperation or DropSchemaOperation or AlterColumnOperation
            or RenameColumnOperation or RenameTableOperation or RenameSequenceOperation => true,
        _ => false,
    };
}
