using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Vault;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Features.Evidence;

/// <summary>Pipelines, vault and a fresh PostgreSQL as role app, with one file and its people; no host.</summary>
internal sealed class EvidenceWorkspace : IAsyncDisposable
{
    public static readonly Actor Lead = Person(Role.Investigator, "unit-1");
    public static readonly Actor Outsider = Person(Role.Investigator, "unit-2");
    public static readonly Actor Supervisor = Person(Role.Supervisor, "unit-1");
    public static readonly Actor Prosecutor = Person(Role.Prosecutor, "prosecution");
    public static readonly Actor Liaison = Person(Role.LiaisonOfficer, "liaison", "FR");
    public static readonly Actor Auditor = Person(Role.Auditor, "oversight");

    private readonly ServiceProvider _services;
    private readonly string _folder;

    private EvidenceWorkspace(ServiceProvider services, string folder) => (_services, _folder) = (services, folder);

    private CommandPipeline Commands => _services.GetRequiredService<CommandPipeline>();

    public QueryPipeline Queries => _services.GetRequiredService<QueryPipeline>();

    public EvidenceContent Content => _services.GetRequiredService<EvidenceContent>();

    public Guid File { get; private set; }

    public static async Task<EvidenceWorkspace> Open(PostgreSqlFixture postgreSql, CancellationToken cancellation)
    {
        var database = await postgreSql.CreateDatabaseAsync(cancellation);
        var folder = PostgreSqlFixture.NewDataFolder();
        var services = new ServiceCollection();
        var settings = new ConfigurationBuilder().AddInMemoryCollection((await postgreSql.KeySettingsAsync(":"))!).AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Workspace"] = database.ConnectionStringFor(DatabaseRole.App),
            ["Vault:Folder"] = folder,
        }).Build();
        services.AddSingleton<IConfiguration>(settings).AddLogging().AddWorkspace(settings);
        var workspace = new EvidenceWorkspace(services.BuildServiceProvider(), folder);
        await workspace.Fill(cancellation);
        return workspace;
    }

    public Task<Outcome> Execute<TState>(ICommand<TState> command, Actor actor) where TState : class => Commands.Execute(command, actor);

    public RegisterEvidence Registration(string description = "Photograph of the door", Guid? file = null) =>
        new(file ?? File, "image", description, new DateTimeOffset(2026, 11, 1, 9, 30, 0, TimeSpan.FromHours(4)), "Lyon", "Unit 1", null);

    public async Task<Guid> Registered(string description = "Photograph of the door") =>
        (await Execute(Registration(description), Lead)).Id;

    public async Task<Guid> Sealed(byte[] bytes)
    {
        var item = await Registered();
        var (outcome, _) = await Seal(item, bytes);
        outcome.Refusal.ShouldBeNull();
        return item;
    }

    public Task<SealedOutcome> Seal(Guid item, byte[] bytes, Actor? actor = null) =>
        Content.Seal(item, actor ?? Lead, new ContentClaims("image/jpeg", "door.jpg", null), new MemoryStream(bytes), default);

    /// <summary>Every file of the vault.</summary>
    public string[] Stored() =>
        Directory.Exists(_folder)
            ? [.. Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) is not "turns")] : [];

    public async Task<T> Scalar<T>(string sql, params object[] values)
    {
        await using var command = _services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task Fill(CancellationToken cancellation)
    {
        await Scalar<Guid>(
            "insert into workspace.person (id, name, roles, unit, postings) values ($1, 'prosecutor', array['prosecutor'], 'prosecution', '{}') returning id",
            Prosecutor.Id);
        File = (await Commands.Execute(
            new OpenInvestigation("Irregular stay, Lyon", ["irregular-stay"], ["FR"], ""), Lead, null, cancellation)).Id;
        (await Commands.Execute(new NameProsecutor(File, 1, Prosecutor.Id), Supervisor, null, cancellation)).Refusal.ShouldBeNull();
    }

    private static Actor Person(Role role, string unit, params string[] postings) =>
        new(Guid.CreateVersion7(), role.Code(), [role], unit, [.. postings], "session") { Purpose = "investigation" };
}
