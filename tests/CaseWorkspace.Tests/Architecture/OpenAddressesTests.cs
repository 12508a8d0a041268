using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Architecture;

/// <summary>
/// Which files open an address to strangers. A new one of Web is added to AnonymousCostTests, where it has to cost no more than a static
/// file; a new one of Identity to OpenRoutesTests, with the reason.
/// </summary>
public sealed partial class OpenAddressesTests
{
    [Fact]
    public void Every_place_that_opens_an_address_to_strangers_is_known()
    {
        var places = Repository.Sources("src").Select(file => (File: Path.GetFileName(file), Count: Open().Count(File.ReadAllText(file))))
            .Where(place => place.Count > 0).OrderBy(place => place.File, StringComparer.Ordinal).Select(place => $"{place.File} {place.Count}");
        places.ShouldBe(["ApiHost.cs 1", "HostOperation.cs 2", "PageSetup.cs 3", "PagesSetup.cs 1", "ProtocolSetup.cs 1", "Serving.cs 2", "SignInEndpoints.cs 1"]);
    }

    [GeneratedRegex(@"\.AllowAnonymous\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Open();
}
