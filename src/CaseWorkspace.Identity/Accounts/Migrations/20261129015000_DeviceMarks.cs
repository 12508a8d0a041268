using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseWorkspace.Identity.Accounts.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AccountsDatabase))]
    [Migration("20261129015000_DeviceMarks")]
    public partial class DeviceMarks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(name: "sessions_device_hash_idx", schema: "identity", table: "sessions", column: "device_hash");
            migrationBuilder.ServesProgramsBefore("20261129015000_DeviceMarks");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex(name: "sessions_device_hash_idx", schema: "identity", table: "sessions");
    }
}
