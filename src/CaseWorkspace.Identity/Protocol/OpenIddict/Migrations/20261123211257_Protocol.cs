using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseWorkspace.Identity.Protocol.Migrations
{
    /// <inheritdoc />
    public partial class Protocol : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "identity");

            migrationBuilder.CreateTable(
                name: "protocol_clients",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    application_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    client_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    client_secret = table.Column<string>(type: "text", nullable: true),
                    client_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    concurrency_token = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    consent_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    display_name = table.Column<string>(type: "text", nullable: true),
                    display_names = table.Column<string>(type: "text", nullable: true),
                    json_web_key_set = table.Column<string>(type: "text", nullable: true),
                    permissions = table.Column<string>(type: "text", nullable: true),
                    post_logout_redirect_uris = table.Column<string>(type: "text", nullable: true),
                    properties = table.Column<string>(type: "text", nullable: true),
                    redirect_uris = table.Column<string>(type: "text", nullable: true),
                    requirements = table.Column<string>(type: "text", nullable: true),
                    settings = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("protocol_clients_pkey", x => x.id);
                });

            migrationBuilder.CreateProtocolKeys();

            migrationBuilder.CreateTable(
                name: "protocol_scopes",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    concurrency_token = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    description = table.Column<string>(type: "text", nullable: true),
                    descriptions = table.Column<string>(type: "text", nullable: true),
                    display_name = table.Column<string>(type: "text", nullable: true),
                    display_names = table.Column<string>(type: "text", nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    properties = table.Column<string>(type: "text", nullable: true),
                    resources = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("protocol_scopes_pkey", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "protocol_authorizations",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    application_id = table.Column<Guid>(type: "uuid", nullable: true),
                    concurrency_token = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    creation_date = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    properties = table.Column<string>(type: "text", nullable: true),
                    scopes = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    subject = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("protocol_authorizations_pkey", x => x.id);
                    table.ForeignKey(
                        name: "protocol_authorizations_application_id_fkey",
                        column: x => x.application_id,
                        principalSchema: "identity",
                        principalTable: "protocol_clients",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "protocol_tokens",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    application_id = table.Column<Guid>(type: "uuid", nullable: true),
                    authorization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    concurrency_token = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    creation_date = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    expiration_date = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    payload = table.Column<string>(type: "text", nullable: true),
                    properties = table.Column<string>(type: "text", nullable: true),
                    redemption_date = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reference_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    status = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    subject = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    type = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("protocol_tokens_pkey", x => x.id);
                    table.ForeignKey(
                        name: "protocol_tokens_application_id_fkey",
                        column: x => x.application_id,
                        principalSchema: "identity",
                        principalTable: "protocol_clients",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "protocol_tokens_authorization_id_fkey",
                        column: x => x.authorization_id,
                        principalSchema: "identity",
                        principalTable: "protocol_authorizations",
                        principalColumn: "id");
                });

            migrationBuilder.CreateIndex(
                name: "protocol_authorizations_application_id_status_subject_type_idx",
                schema: "identity",
                table: "protocol_authorizations",
                columns: new[] { "application_id", "status", "subject", "type" });

            migrationBuilder.CreateIndex(
                name: "protocol_clients_client_id_idx",
                schema: "identity",
                table: "protocol_clients",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "protocol_scopes_name_idx",
                schema: "identity",
                table: "protocol_scopes",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "protocol_tokens_application_id_status_subject_type_idx",
                schema: "identity",
                table: "protocol_tokens",
                columns: new[] { "application_id", "status", "subject", "type" });

            migrationBuilder.CreateIndex(
                name: "protocol_tokens_authorization_id_idx",
                schema: "identity",
                table: "protocol_tokens",
                column: "authorization_id");

            migrationBuilder.CreateIndex(
                name: "protocol_tokens_reference_id_idx",
                schema: "identity",
                table: "protocol_tokens",
                column: "reference_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "protocol_keys",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "protocol_scopes",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "protocol_tokens",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "protocol_authorizations",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "protocol_clients",
                schema: "identity");
        }
    }
}
