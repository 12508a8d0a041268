using CaseWorkspace.Features;
using CaseWorkspace.Web.Pages;
using CaseWorkspace.Web.SignIn;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddWorkspace(builder.Configuration);
builder.Services.AddProblemDetails();
builder.Services.AddPages();
builder.Services.AddAuthentication(SignInSetup.Cookie).AddSignIn(builder.Configuration);

var app = builder.Build();

app.UsePages();
app.UseAuthentication();
app.UseSignIn();
app.UseAuthorization();
app.UseAntiforgery();
app.MapGroup("/api").RequireAuthorization("page").MapWorkspace();
app.MapSignIn();
app.MapPages();

await app.RunAsync();
