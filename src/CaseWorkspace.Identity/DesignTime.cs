using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Protocol;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CaseWorkspace.Identity;

/// <summary>For <c>dotnet ef</c>, which writes migrations without a database.</summary>
public sealed class AccountsDesign : IDesignTimeDbContextFactory<AccountsDatabase>
{
    public AccountsDatabase CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<AccountsDatabase>();
        Serving.Configure(options, "Host=localhost");
        return new AccountsDatabase(options.Options);
    }
}

/// <inheritdoc cref="AccountsDesign"/>
public sealed class ProtocolDesign : IDesignTimeDbContextFactory<ProtocolDatabase>
{
    public ProtocolDatabase CreateDbContext(string[] args) => (ProtocolDatabase)ProtocolSetup.OpenDatabase("Host=localhost");
}
