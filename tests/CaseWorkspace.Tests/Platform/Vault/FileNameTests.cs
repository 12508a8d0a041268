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
    [InlineData("invoice\u202Efdp.exe", "invoice_fdp.exe")]
    [InlineData("a\"; filename=\"b.html", "a_; filename=_b.html")]
    [InlineData("..", "content")]
    [InlineData("", "content")]
    public void No_name_leads_anywhere(string given, string offered) => CheckedContent.Harmless(given).ShouldBe(offered);
}
