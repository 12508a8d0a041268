using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using CaseWorkspace.Features;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>Arrows point one way: hosts → features → platform; features know each other by id, and through Access and Journal.</summary>
public sealed class ArrowTests
{
    /// <summary>What every feature may lean on.</summary>
    private static readonly string[] Seams = ["Access", "Journal"];

    /// <summary>Raw sessions and connections: the pipeline's and the store's own.</summary>
    private static readonly string[] Raw =
    [
        "Marten.IDocumentStore", "Marten.IDocumentSession", "Marten.IQuerySession", "Marten.DocumentStore",
        "Npgsql.NpgsqlDataSource", "Npgsql.NpgsqlConnection", "Npgsql.NpgsqlCommand", "Npgsql.NpgsqlBatch",
    ];

    /// <summary>Who uses one all the same, and why that is no way around the check.</summary>
    private static readonly Dictionary<string, string> Excused = new()
    {
        ["CaseWorkspace.Features.WorkspaceServices"] = "puts the store together and prints its schema; reads and writes nothing",
        ["CaseWorkspace.Platform.Hosting.SchemaMigration"] = "the verb migrate, as owner, before any host runs",
        ["CaseWorkspace.Platform.Hosting.SchemaScriptRun"] = "runs the scripts of the schema in the verb migrate's own transaction, as owner",
        ["CaseWorkspace.Platform.Hosting.ScriptRecord"] = "reads and writes which scripts a database had, in the same transaction",
        ["CaseWorkspace.Platform.Hosting.ClockWatch"] = "asks the database for its time, and for nothing else",
        ["CaseWorkspace.Platform.Hosting.SchemaCheck"] = "asks the database for its version, for the start and for /health/ready",
        ["CaseWorkspace.Platform.Hosting.SealedKeys"] = "reads and writes the keys of sessions; touches no file",
        ["CaseWorkspace.Platform.Hosting.SchemaCatalogue"] = "reads PostgreSQL's own catalogue, for the verb migrate",
        ["CaseWorkspace.Platform.Hosting.TextRebuild"] = "writes the index of words anew from the events, for the verb migrate, as owner",
        ["CaseWorkspace.Platform.Relations.AccessCorrection"] = "corrects the tables of access by the events, for the operator, as owner",
        ["CaseWorkspace.Platform.Relations.AccessComparison"] = "makes the tables of access anew from the events, for the operator, as owner",
        ["CaseWorkspace.Features.Access.ColleagueDirectory"] = "writes the directory of colleagues from the person's own token; touches no file",
    };

    private static readonly ArchUnitNET.Domain.Architecture Workspace = new ArchLoader().LoadAssemblies(Declared.Workspace).Build();

    private static readonly IReadOnlyList<(string From, string Space, string To, string Target)> Arrows =
    [
        .. Workspace.Types.Where(type => type.FullName.StartsWith("CaseWorkspace.", StringComparison.Ordinal))
            .SelectMany(type => type.Dependencies.Select(arrow =>
                (Outermost(type.FullName), type.Namespace.FullName, arrow.Target.FullName, Outermost(arrow.Target.FullName))))
            .Distinct()
            .Where(arrow => !Registers(arrow.Item1, arrow.Item3)),
    ];

    [Fact]
    public void Arrows_are_found_also_inside_methods() =>
        Arrows.ShouldContain(arrow => arrow.From == "CaseWorkspace.Platform.Pipeline.CommandPipeline" && arrow.To == "Marten.IDocumentSession");

    [Fact]
    public void The_platform_knows_no_feature() =>
        Arrows.Where(arrow => IsIn(arrow.Space, "CaseWorkspace.Platform") && arrow.To.StartsWith("CaseWorkspace.Features", StringComparison.Ordinal))
            .Select(Words).ShouldBeEmpty();

    [Fact]
    public void Features_know_each_other_through_access_and_journal_only() =>
        Arrows.Where(arrow => Declared.FeatureOf(arrow.Space) is { } from && Declared.FeatureOf(SpaceOf(arrow.Target)) is { } to
                && from != to && !Seams.Contains(to)
                && !arrow.Space.Contains(".Pages", StringComparison.Ordinal))
            .Select(Words).Distinct().ShouldBeEmpty();

    /// <summary>A page may show several features side by side; it asks their queries and commands, never their insides.</summary>
    [Fact]
    public void Pages_of_one_feature_reach_into_another_by_queries_commands_and_what_they_answer() =>
        Arrows.Where(arrow => arrow.Space.Contains(".Pages", StringComparison.Ordinal)
                && Declared.FeatureOf(arrow.Space) is { } from && Declared.FeatureOf(SpaceOf(arrow.Target)) is { } to && from != to
                && (arrow.Target.EndsWith("Module", StringComparison.Ordinal) || arrow.Target.EndsWith("Endpoints", StringComparison.Ordinal)
                    || (arrow.Target.EndsWith("Access", StringComparison.Ordinal) && to != "Access")))
            .Select(Words).Distinct().ShouldBeEmpty();

    [Fact]
    public void Only_pipeline_and_store_open_sessions_and_connections() =>
        Arrows.Where(arrow => Raw.Contains(arrow.To)
                && !IsIn(arrow.Space, "CaseWorkspace.Platform.Pipeline") && !IsIn(arrow.Space, "CaseWorkspace.Platform.Storage")
                && !Excused.ContainsKey(arrow.From))
            .Select(Words).Distinct().ShouldBeEmpty();

    /// <summary>
    /// Web keeps who is signed in, what serves once, and its keys; no file is reached but through the pipeline. The Worker's backup, restore, verify, rebuild-access, seal-texts and rewrap-keys are
    /// run by an operator with the operator's own connection, and answer nobody else.
    /// </summary>
    [Fact]
    public void Hosts_reach_the_database_for_sessions_and_keys_alone()
    {
        string[] named = ["SessionTickets", "SessionRenewal", "SpentTokens", "ProtectionKeys",
            "Backup", "OperatorCommands", "PostgreSqlProgram", "RebuildAccess", "Restore", "RestoreKeyStore", "RewrapKeys", "SealTexts", "SealedContents", "Verification"];
        Repository.Sources(Path.Combine("src", "CaseWorkspace.Web")).Concat(Repository.Sources(Path.Combine("src", "CaseWorkspace.Worker")))
            .Where(file => Raw.Select(name => name[(name.LastIndexOf('.') + 1)..])
                .Any(name => File.ReadAllText(file).Contains(name, StringComparison.Ordinal)))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)
            .ShouldBe(named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_projections_write_beside_the_events() =>
        Arrows.Where(arrow => arrow.To == "Marten.IDocumentOperations"
                && Declared.FeatureOf(arrow.Space) is not null && !arrow.From.EndsWith("Access", StringComparison.Ordinal))
            .Select(Words).Distinct().ShouldBeEmpty();

    /// <summary>Erasing is a named operation, masking and archiving will be; what connects as custodian stands here by name.</summary>
    [Fact]
    public void Only_named_operations_connect_as_the_custodian()
    {
        string[] named = ["ErasureServices", "JournalCustodian", "KeyCustodian"];
        Repository.Sources("src").Where(file => !file.Contains("CaseWorkspace.AppHost", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file) is var text && (text.Contains("\"Custodian\")", StringComparison.Ordinal)
                || text.Contains("ConnectionStrings:Custodian", StringComparison.Ordinal) || text.Contains("caseworkspace_custodian", StringComparison.Ordinal)))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Except(named).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CaseWorkspace", "")]
    [InlineData("CaseWorkspace.Web", "CaseWorkspace")]
    [InlineData("CaseWorkspace.Worker", "CaseWorkspace")]
    [InlineData("CaseWorkspace.Identity", "")]
    public void Hosts_stand_on_the_workspace_and_not_on_each_other(string project, string allowed) =>
        XDocument.Load(Repository.At("src", project, $"{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Except([allowed]).ShouldBeEmpty();

    /// <summary>A module that registers a projection names the sessions as arguments of the projection's type; it never holds one.</summary>
    private static bool Registers(string from, string to) =>
        from.EndsWith("Module", StringComparison.Ordinal) && to is "Marten.IQuerySession" or "Marten.IDocumentOperations";

    private static bool IsIn(string space, string root) =>
        space == root || space.StartsWith(root + ".", StringComparison.Ordinal);

    private static string Words((string From, string Space, string To, string Target) arrow) => $"{arrow.From} → {arrow.To}";

    /// <summary>Closures and state machines belong to the type that people wrote.</summary>
    private static string Outermost(string name) => name.Split('+', '/', '`', '<')[0];

    private static string SpaceOf(string name) => name.LastIndexOf('.') is > 0 and var end ? name[..end] : "";
}
