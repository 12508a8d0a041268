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
    /// <summary>Brings the schema and this host's grants up to date. The only thing that connects as the owner.</summary>
    public static async Task<int> MigrateAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().AddCommandLine(args).Build();
        var owner = configuration.GetConnectionString("Owner") is { Length: > 0 } connection ? DatabaseConnection.Of(connection)
            : throw new UnsafeSettingException("Set ConnectionStrings:Owner to the connection of the database role caseworkspace_owner.");
        await FirstVersionKeys.SealAsync(owner, configuration["Keys:Folder"], Console.Out);
        foreach (var open in Databases(owner))
        {
            await using var database = open();
            await database.Database.MigrateAsync();
        }
        await using var grants = Databases(owner)[0]();
        await grants.Database.ExecuteSqlRawAsync(await EmbeddedTextAsync("identity-grants.sql"));
        await Console.Out.WriteLineAsync("Schema identity is up to date.");
        return 0;
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
