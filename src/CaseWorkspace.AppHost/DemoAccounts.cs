namespace CaseWorkspace.AppHost;

/// <summary>The accounts that Identity makes where the demo setting is on; told to the person who starts the demo.</summary>
internal static class DemoAccounts
{
    public const string Password = "Demo-2026!";

    /// <summary>The key of the authenticator app that all of them share.</summary>
    public const string AuthenticatorKey = "CASEWORKSPACEDEMOKEYFOREVERYBODY";

    public static IReadOnlyList<(string UserName, string Role, string Unit)> All { get; } =
    [
        ("investigator", "investigator", "unit-1"),
        ("investigator-2", "investigator", "unit-2"),
        ("supervisor", "supervisor", "unit-1"),
        ("supervisor-2", "supervisor", "unit-1"),
        ("prosecutor", "prosecutor", "prosecution"),
        ("liaison-officer-fr", "liaison officer", "liaison, posted to France"),
        ("liaison-officer-es", "liaison officer", "liaison, posted to Spain"),
        ("custodian", "custodian", "custody"),
        ("auditor", "auditor", "oversight"),
        ("identity-admin", "identity administrator", "oversight"),
        ("identity-admin-2", "identity administrator", "oversight"),
    ];
}
