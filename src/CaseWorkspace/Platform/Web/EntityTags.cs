using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CaseWorkspace.Platform.Web;

/// <summary>
/// Versions as entity tags (RFC 9110, 8.8.3): <c>"7"</c>; of an answer that says what can be done <c>"7-1f0c22ab"</c>, since that may change while
/// the version does not, with a relation that ends.
/// </summary>
internal static class EntityTags
{
    /// <summary>
    /// The version in <c>If-Match</c>. It protects what the caller saw, so it is one, compared strongly (RFC 9110, 13.1.1): neither a
    /// weak tag, which never matches, nor a list, nor <c>*</c>, which would overwrite what the caller did not see. Of the tag of an answer
    /// that said what can be done, the version alone is compared.
    /// </summary>
    public static long? SeenVersion(HttpRequest request) =>
        request.GetTypedHeaders().IfMatch is [{ IsWeak: false } tag]
        && long.TryParse(VersionIn(tag.Tag.AsSpan().Trim('"')), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    /// <summary>The tag of a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="acts">What tells apart what can be done; null where the answer does not say.</param>
    public static string Of(long version, string? acts = null) =>
        acts is null ? string.Create(CultureInfo.InvariantCulture, $"\"{version}\"") : string.Create(CultureInfo.InvariantCulture, $"\"{version}-{acts}\"");

    /// <summary>Whether the caller holds what has the tag: a list of tags or <c>*</c>, compared weakly (RFC 9110, 13.1.2).</summary>
    public static bool IsHeld(HttpRequest request, string tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(held => held.Equals(EntityTagHeaderValue.Any) || held.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false));

    private static ReadOnlySpan<char> VersionIn(ReadOnlySpan<char> tag) =>
        tag.IndexOf('-') is >= 0 and var end && tag[(end + 1)..] is { Length: 8 } acts
            && uint.TryParse(acts, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _) ? tag[..end] : tag;
}
