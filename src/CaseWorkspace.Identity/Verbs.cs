using System.Globalization;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Keys;
using CaseWorkspace.Identity.Protocol;
using CaseWorkspace.Platform.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CaseWorkspace.Identity;

/// <summary>What this program does besides serving.</summary>
public static class Verbs
{
    private const string DryRun = "--dry-run";
    private const int LockSeconds = 2;
    private const int Attempts = 30;

    /// <summary>
    /// Brings the schema and this host's grants up to date. The only thing that connects as the owner. With <c>--dry-run</c> it changes
    /// nothing and says what it would do, and whether the hosts that run go on.
    /// </summary>
    public static async Task<int> MigrateAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables()
            .AddCommandLine([.. args.Where(argument => argument != DryRun)]).Build();
        var owner = configuration.GetConnectionString("Owner") is { Length: > 0 } connection ? DatabaseConnection.Of(connection)
            : throw new UnsafeSettingException("Set ConnectionStrings:Owner to the connection of the database role caseworkspace_owner.");
        if (args.Contains(DryRun))
            return await SayWhatMigrateWouldDoAsync(owner);
        await FirstVersionKeys.SealAsync(owner, configuration["Keys:Folder"], Console.Out);
        foreach (var open in Databases(WithLockTimeout(owner)))
            await OnceItsTablesAreFreeAsync(async () =>
            {
                await using var database = open();
                await database.Database.MigrateAsync();
            });
        await OnceItsTablesAreFreeAsync(async () =>
        {
            await using var grants = Databases(WithLockTimeout(owner))[0]();
            await grants.Database.ExecuteSqlRawAsync(await EmbeddedTextAsync("identity-grants.sql"));
        });
        await Console.Out.WriteLineAsync("Schema identity is up to date.");
        return 0;
    }

    private static async Task<int> SayWhatMigrateWouldDoAsync(string owner)
    {
        var pending = new List<(string Id, bool IsExpanding)>();
        var isNew = true;
        foreach (var open in Databases(owner))
        {
            await using var database = open();
            isNew &= !(await database.Database.GetAppliedMigrationsAsync()).Any();
            pending.AddRange(await ExpandingMigration.PendingAsync(database, CancellationToken.None));
        }

        foreach (var (id, isExpanding) in pending)
            await Console.Out.WriteLineAsync($"+ migration {id}{(isExpanding ? "" : " (hosts of before do not go on with it)")}");
        await Console.Out.WriteLineAsync(pending.Count == 0 ? "Schema identity is up to date."
            : isNew ? "The schema identity is new."
            : pending.All(migration => migration.IsExpanding) ? "The hosts that run go on with this schema: a rolling upgrade is possible."
            : "The hosts that run do not go on with this schema: stop them before, start those of this version after.");
        return 0;
    }

    private static string WithLockTimeout(string owner) =>
        new Npgsql.NpgsqlConnectionStringBuilder(owner) { Options = $"-c lock_timeout={LockSeconds}s", CommandTimeout = 0 }.ConnectionString;

    /// <summary>Hosts that serve queue behind a change that waits for its table: it gives up and comes again.</summary>
    private static async Task OnceItsTablesAreFreeAsync(Func<Task> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await change();
                return;
            }
            catch (Exception held) when (IsHeld(held))
            {
                if (attempt == Attempts)
                    throw new UnsafeSettingException($"Others used the tables of the schema identity {Attempts} times for longer than {LockSeconds} s. pg_stat_activity names them (a backup, a forgotten transaction): run migrate again when they are done.");
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    public static int PrintScript()
    {
        Console.Out.Write("-- Schema identity, printed by `CaseWorkspace.Identity script` from the migrations. Do not edit.\n");
        foreach (var open in Databases("Host=localhost"))
        {
            using var database = open();
            var script = database.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent | MigrationsSqlGenerationOptions.NoTransactions);
            Console.Out.Write(script.ReplaceLineEndings("\n").TrimEnd('\n', '\uFEFF') + "\n");
        }
        return 0;
    }

    public static async Task<int> FirstAdministratorAsync(string userName, string[] args)
    {
        await using var app = Serving.Build(args, out var settings);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.PrepareProtocolAsync(settings, CancellationToken.None);
        var (invitation, refused) = await FirstAdministrator.InviteAsync(scope.ServiceProvider, userName, CancellationToken.None);
        if (invitation is not var (secret, code))
            throw new UnsafeSettingException(refused!);
        await Console.Out.WriteLineAsync($"Open within three days, once: {new Uri(settings.Issuer, "/invitation/" + secret)}");
        await Console.Out.WriteLineAsync($"Handover code: {code}");
        return 0;
    }

    /// <summary>For a database that was a demonstration: with the settings of the host that is to serve it in earnest.</summary>
    public static async Task<int> EndDemoAsync(string[] args)
    {
        await using var app = Serving.Build(args, out var settings);
        if (settings.DemoEnabled)
            throw new UnsafeSettingException("Demo:Enabled is on: give this program the settings of production.");
        await using var scope = app.Services.CreateAsyncScope();
        var taken = await DemoAccounts.EndAsync(scope.ServiceProvider, CancellationToken.None);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"The demo accounts are suspended, and {taken} accounts had the key that everybody knows. It serves no more."));
        return 0;
    }

    /// <summary>With the settings of the host that serves.</summary>
    public static async Task<int> RotateKeysAsync(string[] args)
    {
        await using var app = Serving.Build(args, out _);
        await using var scope = app.Services.CreateAsyncScope();
        var from = await scope.ServiceProvider.RotateKeysAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"New keys are made; tokens are signed with them from {from.UtcDateTime:yyyy-MM-dd HH:mm} UTC. The former ones stay published until what they signed has run out."));
        return 0;
    }

    /// <summary>For a key that is no longer secret: the whole emergency in one command, which may be repeated.</summary>
    public static async Task<int> RotateKeysAtOnceAsync(string[] args)
    {
        await using var app = Serving.Build(args, out _);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.ReplaceKeysAsync(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<AccountAdministration>().EndEverySessionAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"New keys are in use from now on, on every node within {KeyWatch.Every.TotalSeconds:0} seconds. All former keys are removed; every session and token has ended: everybody signs in again."));
        return 0;
    }

    /// <summary>Within what the database access wraps around a fault that may pass.</summary>
    private static bool IsHeld(Exception? fault) =>
        fault is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.LockNotAvailable or Npgsql.PostgresErrorCodes.DeadlockDetected }
        || (fault?.InnerException is { } inner && IsHeld(inner));

    private static Func<DbContext>[] Databases(string connectionString) =>
    [
        () =>
        {
            var options = new DbContextOptionsBuilder<AccountsDatabase>();
            Serving.Configure(options, connectionString);
            return new AccountsDatabase(options.Options);
        },
        () => ProtocolSetup.OpenDatabase(connectionString),
    ];

    private static async Task<string> EmbeddedTextAsync(string name)
    {
        await using var stream = typeof(Verbs).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
