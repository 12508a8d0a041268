using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>
/// MudBlazor writes its theme into an inline style element, which our content-security policy forbids. So the theme is
/// rendered once, on the server, and served as a style sheet of our own: light, dark, and as the system prefers.
/// </summary>
public sealed partial class ThemeStyles(IServiceScopeFactory scopes, ILoggerFactory logs)
{
    /// <summary>Where it is served.</summary>
    public const string Path = "/theme.css";

    private readonly Lock _once = new();
    private Task<(string Css, string Version)>? _rendered;

    /// <summary>The style sheet, and a version that changes with it.</summary>
    public Task<(string Css, string Version)> Get()
    {
        lock (_once)
        {
            return _rendered ??= Render();
        }
    }

    private async Task<(string, string)> Render()
    {
        var light = await Variables(dark: false);
        var dark = await Variables(dark: true);
        var css = $$$"""
            :root{color-scheme:light;{{{light}}} }
            :root[data-theme=dark]{color-scheme:dark;{{{dark}}} }
            @media (prefers-color-scheme:dark){ :root:not([data-theme=light]){color-scheme:dark;{{{dark}}} } }
            """;
        return (css, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(css)))[..12]);
    }

    private async Task<string> Variables(bool dark)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<MudThemeProvider>(ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(MudThemeProvider.Theme)] = WorkspaceTheme.Theme,
                [nameof(MudThemeProvider.IsDarkMode)] = dark,
            }));
            return root.ToHtmlString();
        });
        var block = Root().Match(html);
        return block.Success
            ? System.Net.WebUtility.HtmlDecode(block.Groups["variables"].Value)
            : throw new InvalidOperationException("MudBlazor no longer writes its theme as a :root block.");
    }

    [GeneratedRegex(@":root\s*\{(?<variables>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Root();
}
