using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseWorkspace.Identity.Protocol.Migrations
{
    /// <inheritdoc />
    public partial class Grants : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "identity");

            migrationBuilder.CreateTable(
                name: "protocol_chains",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    began_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("protocol_chains_pkey", x => x.id);
                });

            migrationBuilder.CreateProtocolKeys();

            migrationBuilder.CreateTable(
                name: "protocol_pushed_requests",
                schema: "identity",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    parameters = table.Column<string>(type: "text", nullable: false),
                    pushed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    spent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("protocol_pushed_requests_pkey", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "protocol_spent",
                schema: "identity",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("protocol_spent_pkey", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "protocol_grants",
                schema: "identity",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    chain_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    spent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("protocol_grants_pkey", x => x.key);
                    table.ForeignKey(
                        name: "protocol_grants_chain_id_fkey",
                        column: x => x.chain_id,
                        principalSchema: "identity",
                        principalTable: "protocol_chains",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "protocol_chains_account_id_session_id_idx",
                schema: "identity",
                table: "protocol_chains",
                columns: new[] { "account_id", "session_id" });

            migrationBuilder.CreateIndex(
                name: "protocol_chains_began_at_idx",
                schema: "identity",
                table: "protocol_chains",
                column: "began_at");

            migrationBuilder.CreateIndex(
                name: "protocol_grants_chain_id_idx",
                schema: "identity",
                table: "protocol_grants",
                column: "chain_id");

            migrationBuilder.CreateIndex(
                name: "protocol_grants_expires_at_idx",
                schema: "identity",
                table: "protocol_grants",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "protocol_pushed_requests_expires_at_idx",
                schema: "identity",
                table: "protocol_pushed_requests",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "protocol_spent_expires_at_idx",
                schema: "identity",
                table: "protocol_spent",
                column: "expires_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "protocol_grants",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "protocol_pushed_requests",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "protocol_spent",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "protocol_chains",
                schema: "identity");
        }
    }
}
