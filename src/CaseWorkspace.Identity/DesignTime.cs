using CaseWorkspace.Identity.Accounts;
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
