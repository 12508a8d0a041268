using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseWorkspace.Identity.Accounts.Migrations
{
    /// <summary>The list of the migrations with which programs made before them go on. Programs made before this one accept no other schema.</summary>
    [DbContext(typeof(AccountsDatabase))]
    [Migration("20261129000500_ExpandingMigrations")]
    public partial class ExpandingMigrations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql($"create table {ExpandingMigration.Table} (migration_id text primary key);");

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql($"drop table {ExpandingMigration.Table};");
    }
}
