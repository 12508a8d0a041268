using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseWorkspace.Identity.Accounts.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AccountsDatabase))]
    [Migration("20261128213000_Sessions")]
    public partial class Sessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "sessions",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    handle_hash = table.Column<string>(type: "text", nullable: false),
                    sign_in_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp = table.Column<string>(type: "text", nullable: false),
                    authenticated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    second_factor_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    device = table.Column<string>(type: "text", nullable: false),
                    device_hash = table.Column<string>(type: "text", nullable: false),
                    network = table.Column<string>(type: "text", nullable: false),
                    is_new_device = table.Column<bool>(type: "boolean", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    end_reason = table.Column<string>(type: "text", nullable: true),
                    tell_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    tell_attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("sessions_pkey", x => x.id);
                    table.CheckConstraint("sessions_end_reason", "end_reason in ('signed-out', 'ended-by-holder', 'replaced', 'credentials-changed', 'account-changed', 'idle', 'absolute', 'operator')");
                    table.ForeignKey(
                        name: "sessions_account_id_fkey",
                        column: x => x.account_id,
                        principalSchema: "identity",
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "sessions_account_id_device_hash_idx",
                schema: "identity",
                table: "sessions",
                columns: new[] { "account_id", "device_hash" });

            migrationBuilder.CreateIndex(
                name: "sessions_handle_hash_idx",
                schema: "identity",
                table: "sessions",
                column: "handle_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "sessions_last_used_at_idx",
                schema: "identity",
                table: "sessions",
                column: "last_used_at",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "sessions_tell_at_idx",
                schema: "identity",
                table: "sessions",
                column: "tell_at",
                filter: "tell_at is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "sessions", schema: "identity");
        }
    }
}
