using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Localization;

namespace CaseWorkspace.Identity;

/// <summary>The language a browser asks for, matched by language alone: <c>ka</c> is <c>ka-GE</c>.</summary>
public static class PreferredLanguage
{
    public static ProviderCultureResult? Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var preference in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(value => value.Quality ?? 1))
        {
            var language = preference.Value.ToString().Split('-')[0];
            if (string.Equals(language, "ka", StringComparison.OrdinalIgnoreCase))
                return new ProviderCultureResult(Words.Georgian);
            if (string.Equals(language, "en", StringComparison.OrdinalIgnoreCase))
                return new ProviderCultureResult(Words.English);
        }
        return null;
    }
}
