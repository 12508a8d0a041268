using System.Reflection;
using Xunit.v3;

[assembly: CaseWorkspace.IntegrationTests.Identity.EndsHosts]

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>A host of Identity that a test starts ends with the test: dozens of them would run until their collection is through.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class EndsHostsAttribute : BeforeAfterTestAttribute
{
    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        IdentityHost.EndOf(test.UniqueID);
    }
}
