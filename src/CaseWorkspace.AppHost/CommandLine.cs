using System.CommandLine;

namespace CaseWorkspace.AppHost;

/// <summary>The options of the program, and what they mean for an installation.</summary>
internal static class CommandLine
{
    private static readonly Option<string?> PostgreSql = new("--postgres")
    {
        Description = "A connection string of a PostgreSQL administrator (or the variable CASEWORKSPACE_POSTGRES). Without one: installed binaries, then Docker.",
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The folder of everything that is kept.",
        DefaultValueFactory = _ => Repository.DefaultDataFolder,
    };

    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Wipe what was kept, and begin anew." };
    private static readonly Option<bool> Ephemeral = new("--ephemeral") { Description = "For tests: keep nothing, and do not wait for the disk." };
    private static readonly Option<bool> TakeOver = new("--take-over") { Description = "On a server that was given: set new passwords for roles another installation uses." };
    private static readonly Option<string> Database = new("--database") { Description = "The database's name.", DefaultValueFactory = _ => "caseworkspace" };
    private static readonly Option<int> PortOffset = new("--port-offset") { Description = "Added to each of the four default ports." };
    private static readonly Option<int?> WebPort = new("--web-port") { Description = "Web: 5080." };
    private static readonly Option<int?> IdentityPort = new("--identity-port") { Description = "Identity: 5081." };
    private static readonly Option<int?> WorkerPort = new("--worker-port") { Description = "Worker, health only: 5082." };
    private static readonly Option<int?> PostgreSqlPort = new("--postgres-port") { Description = "PostgreSQL, where it is started here: 54320." };
    private static readonly Option<string?> Hosts = new("--hosts") { Description = "The folder that holds the published hosts (identity, web, worker)." };

    public static async Task<int> RunAsync(string[] args)
    {
        var command = new RootCommand("Starts CaseWorkspace on this machine: PostgreSQL, Identity, Web and Worker, with demo accounts. Ctrl-C ends it.")
        {
            PostgreSql, Data, Fresh, Ephemeral, TakeOver, Database, PortOffset, WebPort, IdentityPort, WorkerPort, PostgreSqlPort, Hosts,
        };
        command.SetAction(async (parsed, _) =>
        {
            using var run = new ConsoleRun(OptionsOf(parsed));
            return await run.RunAsync();
        });
        // Signals are ours to handle: stopping takes as long as it takes.
        return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static InstallationOptions OptionsOf(ParseResult parsed)
    {
        var ports = new Ports().Offset(parsed.GetValue(PortOffset));
        return new InstallationOptions
        {
            DataFolder = parsed.GetValue(Data)!,
            PostgreSql = parsed.GetValue(PostgreSql) ?? Environment.GetEnvironmentVariable("CASEWORKSPACE_POSTGRES"),
            Database = parsed.GetValue(Database)!,
            TakeOver = parsed.GetValue(TakeOver),
            Fresh = parsed.GetValue(Fresh),
            Ephemeral = parsed.GetValue(Ephemeral),
            HostsFolder = parsed.GetValue(Hosts),
            Ports = new Ports(
                parsed.GetValue(WebPort) ?? ports.Web,
                parsed.GetValue(IdentityPort) ?? ports.Identity,
                parsed.GetValue(WorkerPort) ?? ports.Worker,
                parsed.GetValue(PostgreSqlPort) ?? ports.PostgreSql),
        };
    }
}
