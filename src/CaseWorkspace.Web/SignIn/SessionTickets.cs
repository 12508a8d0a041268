using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Actors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Sessions on the server. The browser's cookie carries a random key; the database knows only its hash, so that what is
/// read there opens no session. Claims and tokens are kept protected by the host's own keys.
/// </summary>
public sealed class SessionTickets(
    NpgsqlDataSource source, IDataProtectionProvider protection, ColleagueDirectory people, OidcSettings settings, TimeProvider clock) : ITicketStore
{
    /// <summary>A session ends after this time even when it is in use: a long shift.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    /// <summary>The claim under which a circuit finds its session's row; it never leaves the server.</summary>
    public const string RowClaim = "cw-row";

    private const string RetiredItem = "retired";

    /// <summary>A use this young is not written again.</summary>
    private static readonly TimeSpan UseWrittenEvery = TimeSpan.FromMinutes(1);

    private readonly IDataProtector _protector = protection.CreateProtector("CaseWorkspace.Web.Session.v1");

    /// <inheritdoc/>
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var actor = ActorClaims.Read(ticket.Principal) ?? throw new InvalidOperationException("A session without a person.");

        await using var command = source.CreateCommand(
            """
            with past as (delete from workspace.web_session where expires < @now)
            insert into workspace.web_session (key, person, ticket, expires) values (@key, @person, @ticket, @expires)
            """);
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        command.Parameters.AddWithValue("key", RowOf(key));
        command.Parameters.AddWithValue("person", actor.Id);
        command.Parameters.AddWithValue("ticket", Protect(RowOf(key), ticket));
        command.Parameters.AddWithValue("expires", Until(ticket));
        await command.ExecuteNonQueryAsync();
        await people.Note(actor, signedIn: true);
        return key;
    }

    /// <inheritdoc/>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        await Load(RowOf(key), CancellationToken.None) is { } ticket && !ticket.Properties.Items.ContainsKey(RetiredItem) ? ticket : null;

    /// <summary>A request is a use of the session, unless an open page sends it by itself.</summary>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var (ticket, expires) = await LoadUntil(RowOf(key), CancellationToken.None);
        if (ticket is null || ticket.Properties.Items.ContainsKey(RetiredItem))
        {
            return null;
        }

        // One round trip more, and only once a minute.
        if (Until(ticket) - expires > UseWrittenEvery && !IsOfOpenPage(httpContext.Request.Path))
        {
            await Used(RowOf(key), ticket);
        }

        return ticket;
    }

    /// <summary>The person did something in the session: it goes on for as long as it may lie unused, and no longer than it may at all.</summary>
    public async Task Used(string row, AuthenticationTicket ticket)
    {
        var until = Until(ticket);
        await using var command = source.CreateCommand(
            "update workspace.web_session set expires = @until where key = @key and expires > @now and expires < @written");
        command.Parameters.AddWithValue("key", row);
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        command.Parameters.AddWithValue("until", until);
        command.Parameters.AddWithValue("written", until - UseWrittenEvery);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>For how long the person has done nothing in a session whose row runs out then; zero where its absolute limit is near.</summary>
    public TimeSpan IdleSince(AuthenticationTicket ticket, DateTimeOffset expires) =>
        expires >= ticket.Properties.ExpiresUtc ? TimeSpan.Zero : clock.GetUtcNow() - (expires - settings.SessionIdle);

    /// <summary>Ends the sessions that were signed in through this one of the identity server, or all of the person; answers what they held.</summary>
    public async Task<IReadOnlyList<AuthenticationTicket>> End(Guid? person, string? session, CancellationToken cancellation)
    {
        var ended = new Dictionary<string, AuthenticationTicket>(StringComparer.Ordinal);
        if (person is null && session is null)
        {
            // Of nobody: not of everybody.
            return [];
        }

        await using (var read = source.CreateCommand(
            "select key, ticket from workspace.web_session where expires > @now and (@person::uuid is null or person = @person)"))
        {
            read.Parameters.AddWithValue("now", clock.GetUtcNow());
            read.Parameters.AddWithValue("person", NpgsqlTypes.NpgsqlDbType.Uuid, (object?)person ?? DBNull.Value);
            await using var rows = await read.ExecuteReaderAsync(cancellation);
            while (await rows.ReadAsync(cancellation))
            {
                var row = rows.GetString(0);
                if (Unprotect(row, rows.GetFieldValue<byte[]>(1)) is { } ticket
                    && (session is null || string.Equals(ticket.Principal.FindFirstValue("sid"), session, StringComparison.Ordinal)))
                {
                    ended[row] = ticket;
                }
            }
        }

        await using var command = source.CreateCommand("delete from workspace.web_session where key = any(@keys)");
        command.Parameters.AddWithValue("keys", ended.Keys.ToArray());
        await command.ExecuteNonQueryAsync(cancellation);
        return [.. ended.Values];
    }

    /// <inheritdoc/>
    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        await using var command = source.CreateCommand("update workspace.web_session set ticket = @ticket where key = @key");
        command.Parameters.AddWithValue("key", RowOf(key));
        command.Parameters.AddWithValue("ticket", Protect(RowOf(key), ticket));
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string key)
    {
        await using var command = source.CreateCommand("delete from workspace.web_session where key = @key");
        command.Parameters.AddWithValue("key", RowOf(key));
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Another session has taken its place in the browser: no cookie opens it any more. Pages that were open before go on with it.</summary>
    public async Task Retire(string row)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var read = new NpgsqlCommand("select ticket from workspace.web_session where key = @key for update", connection, transaction);
        read.Parameters.AddWithValue("key", row);
        if (await read.ExecuteScalarAsync() is not byte[] kept || Unprotect(row, kept) is not { } ticket)
        {
            return;
        }

        ticket.Properties.Items[RetiredItem] = "";
        await using var write = new NpgsqlCommand("update workspace.web_session set ticket = @ticket where key = @key", connection, transaction);
        write.Parameters.AddWithValue("key", row);
        write.Parameters.AddWithValue("ticket", Protect(row, ticket));
        await write.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    /// <summary>The session in the row; null when it has ended.</summary>
    public async Task<AuthenticationTicket?> Load(string row, CancellationToken cancellation) => (await LoadUntil(row, cancellation)).Ticket;

    private async Task<(AuthenticationTicket? Ticket, DateTimeOffset Expires)> LoadUntil(string row, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            "select ticket, expires from workspace.web_session where key = @key and expires > @now");
        command.Parameters.AddWithValue("key", row);
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        await using var kept = await command.ExecuteReaderAsync(cancellation);
        return await kept.ReadAsync(cancellation)
            ? (Unprotect(row, kept.GetFieldValue<byte[]>(0)), kept.GetFieldValue<DateTimeOffset>(1)) : default;
    }

    /// <summary>The bytes to keep, bound to their row: copied into another one, they open no session.</summary>
    internal byte[] Protect(string row, AuthenticationTicket ticket) => _protector.CreateProtector(row).Protect(TicketSerializer.Default.Serialize(ticket));

    /// <summary>
    /// What was kept, with the name of its row. Null when a key of another installation protected it, when it was kept in another row,
    /// or when it has run out by its own time: the row's time is the database's to change.
    /// </summary>
    internal AuthenticationTicket? Unprotect(string row, byte[] kept)
    {
        try
        {
            var ticket = TicketSerializer.Default.Deserialize(_protector.CreateProtector(row).Unprotect(kept));
            if (ticket?.Properties.ExpiresUtc <= clock.GetUtcNow())
            {
                return null;
            }

            if (ticket?.Principal.Identity is ClaimsIdentity identity && !identity.HasClaim(RowClaim, row))
            {
                identity.AddClaim(new Claim(RowClaim, row));
            }

            return ticket;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private DateTimeOffset Until(AuthenticationTicket ticket)
    {
        var (now, atMost) = (clock.GetUtcNow(), ticket.Properties.ExpiresUtc ?? DateTimeOffset.MaxValue);
        var unused = now + settings.SessionIdle;
        return unused < atMost ? unused : atMost;
    }

    private static bool IsOfOpenPage(PathString path) =>
        path.StartsWithSegments(CircuitEntrance.Path, StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/session", StringComparison.OrdinalIgnoreCase);

    private static string RowOf(string key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
