using CaseWorkspace.Features;
using CaseWorkspace.Web.Api;
using CaseWorkspace.Platform.Hosting;

var builder = WebApplication.CreateBuilder(args);

SafeSettings.Check(builder.Configuration, builder.Environment);
SafeSettings.CheckSignIn(builder.Configuration, builder.Environment);
builder.AddOperation();
builder.Services.AddWorkspace(builder.Configuration);
builder.Services.AddApi(builder.Configuration, builder.Environment);

var app = builder.Build();

app.UseOperation();
app.UseApi();
app.MapHealth();
app.MapApi();

await app.RunAsync();
