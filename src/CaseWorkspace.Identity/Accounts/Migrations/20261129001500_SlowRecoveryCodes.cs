using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseWorkspace.Identity.Accounts.Migrations
{
    /// <summary>Recovery codes kept under a fast hash no longer serve: their holders make new ones, with the factor they have.</summary>
    [DbContext(typeof(AccountsDatabase))]
    [Migration("20261129001500_SlowRecoveryCodes")]
    public partial class SlowRecoveryCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("update identity.accounts set recovery_code_hashes = '{}' where recovery_code_hashes <> '{}';");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
