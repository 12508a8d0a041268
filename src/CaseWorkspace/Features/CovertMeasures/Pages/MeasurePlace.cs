using CaseWorkspace.Features.People;
using CaseWorkspace.Features.Protocols;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.CovertMeasures.Pages;

/// <summary>What a measure can name: things of its sub-file, and open ones of the file that the person sees; not those of another sub-file.</summary>
internal static class MeasurePlace
{
    private const int Most = 200;

    /// <summary>The recorded people.</summary>
    public static async Task<IReadOnlyList<(Guid Id, string Name)>> People(PageActions actions, Guid file, Guid holder, string number)
    {
        var rows = new List<PersonRow>();
        foreach (var place in new[] { holder, file }.Distinct())
        {
            rows.AddRange((await actions.Ask(new PeopleOfFile(place, null, Most))).Value?.Items ?? []);
        }

        return [.. rows.DistinctBy(row => row.Id).Where(row => IsNear(row.Number, number)).Select(row => (row.Id, $"{row.Number} {row.Name}"))];
    }

    /// <summary>The protocols.</summary>
    public static async Task<IReadOnlyList<(Guid Id, string Name)>> Protocols(PageActions actions, Guid file, Guid holder, string number)
    {
        var rows = new List<ProtocolRow>();
        foreach (var place in new[] { holder, file }.Distinct())
        {
            rows.AddRange((await actions.Ask(new ProtocolsOfFile(place, null, Most))).Value?.Items ?? []);
        }

        return
        [
            .. rows.DistinctBy(row => row.Id).Where(row => IsNear(row.Number, number))
                .Select(row => (row.Id, $"{row.Number} {row.ActionWords ?? CodeLists.Label("investigative-action", row.Action)}")),
        ];
    }

    // What lies in a sub-file bears its number before its own.
    private static bool IsNear(string thing, string holder) =>
        !thing.Contains('/', StringComparison.Ordinal) || thing.StartsWith(holder + "/", StringComparison.Ordinal);
}
