using System.Reflection;
using System.Runtime.CompilerServices;

namespace CaseWorkspace.Tests.Architecture;

internal static class Immutability
{
    /// <summary>Whether a property can be set only while its object is made.</summary>
    public static bool IsInitOnly(MethodInfo set) =>
        set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
