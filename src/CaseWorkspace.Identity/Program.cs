using CaseWorkspace.Identity;
using Serilog;

// dotnet CaseWorkspace.Identity.dll                              serve
// dotnet CaseWorkspace.Identity.dll migrate                      bring schema `identity` up to date, as the owner
// dotnet CaseWorkspace.Identity.dll script                       print that schema as an idempotent script
// dotnet CaseWorkspace.Identity.dll first-administrator <name>   invite the first identity administrator
// dotnet CaseWorkspace.Identity.dll end-demo                     suspend the demo accounts of a database that was a demonstration, and take their known key
// dotnet CaseWorkspace.Identity.dll rotate-keys                  make new signing and encryption keys beside the present ones
// dotnet CaseWorkspace.Identity.dll rotate-keys --at-once        for a key that is no longer secret: replace all keys, end all sessions and tokens
try
{
    return args switch
    {
        ["migrate", ..] => await Verbs.MigrateAsync(args[1..]),
        ["script"] => Verbs.PrintScript(),
        ["first-administrator", var userName, ..] => await Verbs.FirstAdministratorAsync(userName, args[2..]),
        ["end-demo", ..] => await Verbs.EndDemoAsync(args[1..]),
        ["rotate-keys", "--at-once", ..] => await Verbs.RotateKeysAtOnceAsync(args[2..]),
        ["rotate-keys", ..] => await Verbs.RotateKeysAsync(args[1..]),
        ["first-administrator"] => throw new UnsafeSettingException("Give the user name: first-administrator <user-name>."),
        _ => await Serving.RunAsync(args),
    };
}
catch (UnsafeSettingException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 2;
}
catch (Npgsql.NpgsqlException fault)
{
    await Console.Error.WriteLineAsync(fault is Npgsql.PostgresException { SqlState: "42P01" or "3F000" }
        ? "The schema identity is missing or old: run this program once with the verb migrate and ConnectionStrings:Owner."
        : $"The database does not answer as it should: {fault.Message}");
    return 3;
}
finally
{
    await Log.CloseAndFlushAsync();
}
