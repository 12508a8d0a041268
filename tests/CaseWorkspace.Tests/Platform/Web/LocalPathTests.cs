using System.Globalization;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Web;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/files/თ", "/files/%E1%83%97")]
    [InlineData("/search?search=თ", "/search?search=%E1%83%97")]
    [InlineData("/search?search=%E1%83%97", "/search?search=%E1%83%97")]
    [InlineData("/a?x=1&y=a%2Fb", "/a?x=1&y=a%2Fb")]
    [InlineData("/", "/")]
    [InlineData("//example.org/", "/")]
    [InlineData("/\\example.org/", "/")]
    [InlineData("https://example.org/", "/")]
    [InlineData("/a\r\nb", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void An_address_leads_to_a_path_of_ours_in_the_form_of_a_header(string? asked, string expected) => LocalPath.Of(asked).ShouldBe(expected);

    [Fact]
    public void Whatever_is_asked_for_fits_a_header_and_stays_here() =>
        Gen.String.Sample(tail =>
        {
            var path = LocalPath.Of("/" + tail);
            path.ShouldAllBe(letter => letter > ' ' && letter < '\u007f');
            new Uri(new Uri("http://here.example"), path).Host.ShouldBe("here.example");
        });

    [Theory]
    [InlineData("ka", "ka-GE")]
    [InlineData("ka-GE", "ka-GE")]
    [InlineData("KA", "ka-GE")]
    [InlineData("ru, ka;q=0.8, en;q=0.5", "ka-GE")]
    [InlineData("en-US,en;q=0.9,ka;q=0.8", "en-GB")]
    [InlineData("ka;q=0, en", "en-GB")]
    [InlineData("fr", null)]
    [InlineData("", null)]
    public void A_browser_gets_the_language_it_prefers(string header, string? culture)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.AcceptLanguage = header;
        PreferredLanguage.Of(request)?.Cultures.Single().Value.ShouldBe(culture);
        (PreferredLanguage.Of(request) is null).ShouldBe(culture is null);
        if (culture is not null)
            CultureInfo.GetCultureInfo(culture).Name.ShouldBe(culture);
    }
}
