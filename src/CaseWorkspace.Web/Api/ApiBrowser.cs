namespace CaseWorkspace.Web.Api;

/// <summary>The description of the API to look through and try, for the person who develops against it; elsewhere it is not there.</summary>
internal static class ApiBrowser
{
    /// <summary>Where it is, in Development alone. Its scripts and styles are files of this host, under the same policy as the pages.</summary>
    public const string Path = "api-browser";

    public static void UseApiBrowser(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.UseSwaggerUI(browser =>
            {
                browser.RoutePrefix = Path;
                browser.DocumentTitle = "CaseWorkspace API";
                browser.SwaggerEndpoint("/openapi/v1.json", "CaseWorkspace v1");
            });
        }
    }
}
