using CaseWorkspace.Features;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Web.Api;
using CaseWorkspace.Web.Pages;

var builder = WebApplication.CreateBuilder(args);

SafeSettings.Check(builder.Configuration, builder.Environment);
SafeSettings.CheckSignIn(builder.Configuration);
builder.AddOperation();
// Run from the build's output, outside Development too, the files of packages lie where the build left them.
builder.WebHost.UseStaticWebAssets();
builder.Services.AddWorkspace(builder.Configuration);
builder.Services.AddPages();
builder.Services.AddApi(builder.Configuration);

var app = builder.Build();

app.UseOwnHostOnly(SafeSettings.PublicAddress(app.Configuration), DemoSetting.IsOn(app.Configuration));
app.UseOperation();
app.UsePages();
app.UseApiBrowser();
app.UseApi();
app.UseAntiforgery();
app.MapHealth();
app.MapApi();
app.MapPages();

await app.RunAsync();
