using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace CaseWorkspace.Platform.Web;

/// <summary>The language a browser asks for, matched by language alone: <c>ka</c> is <c>ka-GE</c>, <c>en-US</c> is <c>en-GB</c>.</summary>
public static class PreferredLanguage
{
    /// <summary>English, for the person who asks for a language that is not spoken here.</summary>
    public const string English = "en-GB";

    /// <summary>Georgian.</summary>
    public const string Georgian = "ka-GE";

    /// <summary>What the header Accept-Language prefers of ours; null where it names none of them.</summary>
    public static ProviderCultureResult? Of(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.Where(value => value.Quality is not 0).OrderByDescending(value => value.Quality ?? 1)
            .Select(value => Of(value.Value.ToString())).FirstOrDefault(culture => culture is not null) is { } found
            ? new ProviderCultureResult(found) : null;

    /// <summary>Our culture for a language tag; null where we do not speak it.</summary>
    public static string? Of(string tag) => tag.Split('-')[0].ToUpperInvariant() switch
    {
        "KA" => Georgian,
        "EN" => English,
        _ => null,
    };
}
