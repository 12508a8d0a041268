using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Investigations.Pages;

/// <summary>Who investigates in a file, or in a sealed sub-file of it.</summary>
internal static class PlacePeople
{
    /// <summary>Looks them up, by name.</summary>
    public static async Task<IReadOnlyList<(Guid Id, string Name)>> Of(PageActions actions, Guid file, Guid? subFile)
    {
        if (subFile is { } part)
        {
            return (await actions.Ask(new SubFileOverview(part))).Value is not { } inside ? []
                : InOrder(inside.Part.Named.Select(one => one.Person).Append(inside.Part.Keeper), inside.NameOf);
        }

        return (await actions.Ask(new InvestigationOverview(file))).Value is not { } view ? []
            : InOrder(view.File.Members.Append(view.File.Lead), one => view.NameOf(one));
    }

    private static IReadOnlyList<(Guid Id, string Name)> InOrder(IEnumerable<Guid> people, Func<Guid, string> nameOf) =>
        [.. people.Distinct().Select(one => (one, nameOf(one))).OrderBy(one => one.Item2, StringComparer.CurrentCulture)];
}
