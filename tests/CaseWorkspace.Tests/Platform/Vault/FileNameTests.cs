using CaseWorkspace.Platform.Vault;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Vault;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("door.jpg", "door.jpg")]
    [InlineData("ფოტო 1.jpg", "ფოტო 1.jpg")]
    [InlineData("../../etc/passwd", "_.._etc_passwd")]
    [InlineData("..\\..\\windows\\system.ini", "_.._windows_system.ini")]
    [InlineData("C:\\x", "C__x")]
    [InlineData("invoice\u202Efdp.exe", "invoice[U+202E]fdp.exe")]
    [InlineData("photo\u2067gpj.exe", "photo[U+2067]gpj.exe")]
    [InlineData("a\u200Bb\n.txt", "a[U+200B]b[U+000A].txt")]
    [InlineData("a\"; filename=\"b.html", "a_; filename=_b.html")]
    [InlineData("..", "content")]
    [InlineData("", "content")]
    public void No_name_leads_anywhere(string given, string offered) => FileName.Harmless(given).ShouldBe(offered);
}
