using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseWorkspace.Identity.Accounts.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AccountsDatabase))]
    [Migration("20261129011000_TwoAdministrators")]
    public partial class TwoAdministrators : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(name: "restricted_since", schema: "identity", table: "accounts", type: "timestamp with time zone", nullable: true);
            migrationBuilder.AlterColumn<Guid>(name: "account_id", schema: "identity", table: "account_acts", type: "uuid", nullable: true, oldClrType: typeof(Guid), oldType: "uuid");
            migrationBuilder.AddColumn<Guid>(name: "confirmed_by", schema: "identity", table: "account_acts", type: "uuid", nullable: true);
            migrationBuilder.AlterColumn<string>(name: "secret_hash", schema: "identity", table: "invitations", type: "text", nullable: true, oldClrType: typeof(string), oldType: "text");
            foreach (var column in new[] { "proposed_by", "confirmed_by", "letter_opened_by", "code_shown_to" })
                migrationBuilder.AddColumn<Guid>(name: column, schema: "identity", table: "invitations", type: "uuid", nullable: true);
            foreach (var column in new[] { "letter_opened_at", "code_shown_at" })
                migrationBuilder.AddColumn<DateTimeOffset>(name: column, schema: "identity", table: "invitations", type: "timestamp with time zone", nullable: true);
            migrationBuilder.AddColumn<string>(name: "code_hash", schema: "identity", table: "invitations", type: "text", nullable: true);
            migrationBuilder.AddColumn<int>(name: "codes_tried", schema: "identity", table: "invitations", type: "integer", nullable: false, defaultValue: 0);
            migrationBuilder.Sql("alter table identity.invitations alter column codes_tried drop default;");
            migrationBuilder.AddCheckConstraint(name: "invitations_two_people", schema: "identity", table: "invitations", sql: "letter_opened_by <> code_shown_to");

            migrationBuilder.CreateTable(
                name: "proposals",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    act = table.Column<string>(type: "text", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    details = table.Column<string>(type: "text", nullable: false),
                    account_stamp = table.Column<string>(type: "text", nullable: true),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decision = table.Column<string>(type: "text", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("proposals_pkey", x => x.id);
                    table.CheckConstraint("proposals_act", "act in ('invite', 'invite-again', 'reset-password', 'reset-second-factor', 'set-roles', 'set-details', 'reactivate')");
                    table.CheckConstraint("proposals_decision", "decision in ('confirmed', 'refused', 'withdrawn') and decided_by is not null and decided_at is not null or decision is null");
                    table.CheckConstraint("proposals_two_people", "account_id <> proposed_by and (decision <> 'confirmed' or decided_by not in (proposed_by, account_id))");
                    table.ForeignKey(name: "proposals_decided_by_fkey", column: x => x.decided_by, principalSchema: "identity", principalTable: "accounts", principalColumn: "id", onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(name: "proposals_proposed_by_fkey", column: x => x.proposed_by, principalSchema: "identity", principalTable: "accounts", principalColumn: "id", onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(name: "account_acts_confirmed_by_idx", schema: "identity", table: "account_acts", column: "confirmed_by");
            migrationBuilder.CreateIndex(name: "proposals_account_id_idx", schema: "identity", table: "proposals", column: "account_id");
            migrationBuilder.CreateIndex(name: "proposals_decided_by_idx", schema: "identity", table: "proposals", column: "decided_by");
            migrationBuilder.CreateIndex(name: "proposals_proposed_at_idx", schema: "identity", table: "proposals", column: "proposed_at");
            migrationBuilder.CreateIndex(name: "proposals_proposed_by_idx", schema: "identity", table: "proposals", column: "proposed_by");
            migrationBuilder.AddForeignKey(name: "account_acts_confirmed_by_fkey", schema: "identity", table: "account_acts", column: "confirmed_by", principalSchema: "identity", principalTable: "accounts", principalColumn: "id", onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "proposals", schema: "identity");
            migrationBuilder.DropForeignKey(name: "account_acts_confirmed_by_fkey", schema: "identity", table: "account_acts");
            migrationBuilder.DropColumn(name: "confirmed_by", schema: "identity", table: "account_acts");
            migrationBuilder.DropCheckConstraint(name: "invitations_two_people", schema: "identity", table: "invitations");
            foreach (var column in new[] { "proposed_by", "confirmed_by", "letter_opened_by", "code_shown_to", "letter_opened_at", "code_shown_at", "code_hash", "codes_tried" })
                migrationBuilder.DropColumn(name: column, schema: "identity", table: "invitations");
            migrationBuilder.DropColumn(name: "restricted_since", schema: "identity", table: "accounts");
        }
    }
}
