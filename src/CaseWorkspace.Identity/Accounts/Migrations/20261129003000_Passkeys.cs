using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseWorkspace.Identity.Accounts.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AccountsDatabase))]
    [Migration("20261129003000_Passkeys")]
    public partial class Passkeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<List<string>>(
                name: "methods",
                schema: "identity",
                table: "sessions",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateTable(
                name: "passkeys",
                schema: "identity",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    device = table.Column<string>(type: "text", nullable: false),
                    sign_count = table.Column<long>(type: "bigint", nullable: false),
                    is_backup_eligible = table.Column<bool>(type: "boolean", nullable: false),
                    is_backed_up = table.Column<bool>(type: "boolean", nullable: false),
                    transports = table.Column<List<string>>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("passkeys_pkey", x => x.credential_id);
                    table.ForeignKey(
                        name: "passkeys_account_id_fkey",
                        column: x => x.account_id,
                        principalSchema: "identity",
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "passkeys_account_id_idx",
                schema: "identity",
                table: "passkeys",
                column: "account_id");

            migrationBuilder.CreateTable(
                name: "spent_challenges",
                schema: "identity",
                columns: table => new
                {
                    hash = table.Column<string>(type: "text", nullable: false),
                    spent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table => table.PrimaryKey("spent_challenges_pkey", x => x.hash));

            migrationBuilder.CreateIndex(
                name: "spent_challenges_spent_at_idx",
                schema: "identity",
                table: "spent_challenges",
                column: "spent_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "spent_challenges", schema: "identity");
            migrationBuilder.DropTable(name: "passkeys", schema: "identity");
            migrationBuilder.DropColumn(name: "methods", schema: "identity", table: "sessions");
        }
    }
}
