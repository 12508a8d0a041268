using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseWorkspace.Identity.Protocol.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(Engine.EngineDatabase))]
    [Migration("20261128024500_GrantsBySubject")]
    public partial class GrantsBySubject : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "protocol_authorizations_subject_idx",
                schema: "identity",
                table: "protocol_authorizations",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "protocol_tokens_subject_idx",
                schema: "identity",
                table: "protocol_tokens",
                column: "subject");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "protocol_authorizations_subject_idx", schema: "identity", table: "protocol_authorizations");
            migrationBuilder.DropIndex(name: "protocol_tokens_subject_idx", schema: "identity", table: "protocol_tokens");
        }
    }
}
