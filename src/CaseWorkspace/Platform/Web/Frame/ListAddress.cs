using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>What a list shows stands in the address: what it is asked, its order, and where its page begins. So the way back leads to it.</summary>
public static class ListAddress
{
    /// <summary>The part of the address that says where the page of a list begins: a cursor.</summary>
    public const string After = "after";

    /// <summary>The value of a part of the address; null without one.</summary>
    public static string? Part(this NavigationManager navigation, string name)
    {
        ArgumentNullException.ThrowIfNull(navigation);
        return QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).TryGetValue(name, out var values) && values is [{ Length: > 0 } value, ..] ? value : null;
    }

    /// <summary>The list asked otherwise; it begins with its first page.</summary>
    public static string Asking(this NavigationManager navigation, params IEnumerable<(string Name, object? Value)> parts)
    {
        ArgumentNullException.ThrowIfNull(navigation);
        return navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?>(parts.Select(part => KeyValuePair.Create(part.Name, part.Value)), StringComparer.Ordinal) { [After] = null });
    }
}
