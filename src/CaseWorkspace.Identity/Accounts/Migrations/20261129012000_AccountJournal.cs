using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseWorkspace.Identity.Accounts.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AccountsDatabase))]
    [Migration("20261129012000_AccountJournal")]
    public partial class AccountJournal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "at", schema: "identity", table: "account_acts", type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()",
                oldClrType: typeof(DateTimeOffset), oldType: "timestamp with time zone");
            migrationBuilder.CreateIndex(name: "account_acts_at_id_idx", schema: "identity", table: "account_acts", columns: new[] { "at", "id" });
            migrationBuilder.Sql(
                """
                create or replace view identity.account_journal as
                select act.id, act.at, act.xmin, act.act, act.detail,
                    act.account_id, account.user_name as account_user_name, account.display_name as account_name,
                    act.actor_id, actor.display_name as actor_name, act.confirmed_by, confirmer.display_name as confirmer_name
                from identity.account_acts act
                left join identity.accounts account on account.id = act.account_id
                left join identity.accounts actor on actor.id = act.actor_id
                left join identity.accounts confirmer on confirmer.id = act.confirmed_by;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop view identity.account_journal;");
            migrationBuilder.DropIndex(name: "account_acts_at_id_idx", schema: "identity", table: "account_acts");
            migrationBuilder.Sql("alter table identity.account_acts alter column at drop default;");
        }
    }
}
