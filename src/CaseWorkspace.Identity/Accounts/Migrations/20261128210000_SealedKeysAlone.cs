using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseWorkspace.Identity.Accounts.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AccountsDatabase))]
    [Migration("20261128210000_SealedKeysAlone")]
    public partial class SealedKeysAlone : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddCheckConstraint(
                name: "data_protection_keys_sealed",
                schema: "identity",
                table: "data_protection_keys",
                sql: "coalesce(xml, '') like '<sealed>%'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(name: "data_protection_keys_sealed", schema: "identity", table: "data_protection_keys");
        }
    }
}
