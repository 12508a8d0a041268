using CaseWorkspace.Features;

if (args is ["schema"])
{
    Console.Write(WorkspaceServices.SchemaScript());
    return;
}

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddWorkspace(builder.Configuration);
var app = builder.Build();
app.Run();
