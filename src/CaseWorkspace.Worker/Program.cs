using CaseWorkspace.Features;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Storage.Erasure;
using CaseWorkspace.Platform.Storage.Keys;
using CaseWorkspace.Platform.Vault;
using CaseWorkspace.Worker.Backups;
using CaseWorkspace.Worker.SampleData;
using Microsoft.Extensions.Logging.Abstractions;

if (args is ["schema"])
{
    Console.Write(WorkspaceServices.SchemaScript());
    return 0;
}

var builder = WebApplication.CreateBuilder(args);

if (args is ["schema", "--changes"])
{
    Console.Write(await SchemaMigration.StoreChanges(Owner(), AllFeatures.Modules));
    return 0;
}

if (args is ["migrate", ..])
{
    try
    {
        using var keys = builder.Configuration.GetConnectionString("Keys") is null ? null
            : TextKeys.Of(builder.Configuration, TimeProvider.System, NullLogger<TextKeys>.Instance);
        await SchemaMigration.Run(Owner(), AllFeatures.Modules, Console.Out, dryRun: args.Contains("--dry-run"), keys);
        return 0;
    }
    catch (WrongSchemaException refused)
    {
        await Console.Error.WriteLineAsync(refused.Message);
        return 1;
    }
}

if (OperatorCommands.Knows(args))
{
    return await OperatorCommands.Run(args, builder.Configuration);
}

SafeSettings.Check(builder.Configuration, builder.Environment);
builder.AddOperation();
builder.Services.AddWorkspace(builder.Configuration);
builder.Services.AddOrphanSweep();
builder.Services.AddRetention();
builder.Services.AddDeadlineTelling();
builder.Services.AddErasure(builder.Configuration);
if (DemoSetting.IsOn(builder.Configuration))
{
    builder.Services.AddSampleData();
}

var app = builder.Build();

app.UseOperation();
app.MapHealth();

await app.RunAsync();
return Environment.ExitCode;

string Owner() => builder.Configuration.GetConnectionString("Owner")
    ?? throw new InvalidOperationException("The setting ConnectionStrings:Owner is missing: set it to the connection string of role caseworkspace_owner.");
