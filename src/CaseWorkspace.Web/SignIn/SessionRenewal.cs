using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text.Json;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace CaseWorkspace.Web.SignIn;

/// <summary>A session as it stands now.</summary>
/// <param name="Ticket">Who is signed in; null when nobody is let in.</param>
/// <param name="Away">What does not answer, by its problem code: nobody is let in, and the session itself has not ended.</param>
public readonly record struct SessionNow(AuthenticationTicket? Ticket, string? Away = null);

/// <summary>
/// Keeps a session's word about the person fresh. When the access token stands no longer (its account was suspended, its roles
/// are others now) or has nearly run out, it is renewed at the identity server, which brings what holds now, or refuses:
/// then the session ends.
/// </summary>
public sealed partial class SessionRenewal(
    NpgsqlDataSource source, SessionTickets tickets, TokenStatus status, IOptionsMonitor<OpenIdConnectOptions> oidc,
    ColleagueDirectory people, IssuerClaims claims, ClientProof proof, TimeProvider clock, ILogger<SessionRenewal> log)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The session as it stands, renewed where that was needed. Asks neither database nor identity server while their last word is young.</summary>
    public Task<SessionNow> Current(AuthenticationTicket ticket, CancellationToken cancellation) => OrAway(() => Judge(ticket, cancellation));

    /// <summary>The session in the row, renewed where that was needed.</summary>
    public Task<SessionNow> Current(string row, CancellationToken cancellation) => OrAway(async () =>
        await tickets.Load(row, cancellation) is { } ticket ? await Judge(ticket, cancellation) : new SessionNow(null));

    /// <summary>The person did something on an open page.</summary>
    public async Task Used(string row, AuthenticationTicket ticket)
    {
        try
        {
            await tickets.Used(row, ticket);
        }
        catch (Exception fault) when (DatabaseFaults.IsAway(fault))
        {
            // The next use is written.
        }
    }

    /// <summary>A database that is away ends no session.</summary>
    private static async Task<SessionNow> OrAway(Func<Task<SessionNow>> judge)
    {
        try
        {
            return await judge();
        }
        catch (Exception fault) when (DatabaseFaults.IsAway(fault))
        {
            return new SessionNow(null, NotAnswering.Database);
        }
    }

    private async Task<SessionNow> Judge(AuthenticationTicket ticket, CancellationToken cancellation)
    {
        var said = await status.Of(AccessToken(ticket), cancellation);
        return said == TokenState.Active && !IsDue(ticket) ? new SessionNow(ticket)
            : ticket.Principal.FindFirstValue(SessionTickets.RowClaim) is not { } row ? new SessionNow(null)
            : said == TokenState.Unknown ? new SessionNow(null, NotAnswering.Identity)
            : await Renew(row, said == TokenState.Revoked ? AccessToken(ticket) : null, cancellation);
    }

    /// <summary>Holds the row while it asks, so that two nodes do not both spend the one refresh token.</summary>
    private async Task<SessionNow> Renew(string row, string? fallen, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (ticket, idle) = await ReadLocked(connection, row, cancellation);
        if (ticket is null || (!IsDue(ticket) && !string.Equals(AccessToken(ticket), fallen, StringComparison.Ordinal)))
        {
            // Ended, or renewed by another request meanwhile.
            return new SessionNow(ticket);
        }

        // From here on the browser's going away stops nothing: a refresh token that was spent must not be lost.
        var asked = clock.GetTimestamp();
        var answer = await AskIdentity(ticket, idle);
        if (answer is Answer.Unreachable)
        {
            var holds = fallen is null && await status.Of(AccessToken(ticket), CancellationToken.None) == TokenState.Active;
            return holds ? new SessionNow(ticket) : new SessionNow(null, NotAnswering.Identity);
        }

        var renewed = answer is Answer.Granted granted ? await Put(ticket, granted.Tokens) : null;
        await using var command = new NpgsqlCommand(
            renewed is null
                ? "delete from workspace.web_session where key = @key"
                : "update workspace.web_session set ticket = @ticket where key = @key",
            connection, transaction);
        command.Parameters.AddWithValue("key", row);
        command.Parameters.AddWithValue("ticket", renewed is null ? [] : tickets.Protect(row, renewed));
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);

        if (renewed is not null && ActorClaims.Read(renewed.Principal) is { } actor)
        {
            status.Note(AccessToken(renewed), asked);
            await people.Note(actor, cancellation: CancellationToken.None);
        }
        else if (fallen is not null && Expiry(ticket) > clock.GetUtcNow() && ActorClaims.Read(ticket.Principal) is { } gone)
        {
            await people.Refused(gone.Id, CancellationToken.None);
        }

        return new SessionNow(renewed);
    }

    private async Task<(AuthenticationTicket? Ticket, TimeSpan Idle)> ReadLocked(NpgsqlConnection connection, string row, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select ticket, expires from workspace.web_session where key = @key and expires > @now for update", connection);
        command.Parameters.AddWithValue("key", row);
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        await using var kept = await command.ExecuteReaderAsync(cancellation);
        return await kept.ReadAsync(cancellation) && tickets.Unprotect(row, kept.GetFieldValue<byte[]>(0)) is { } ticket
            ? (ticket, tickets.IdleSince(ticket, kept.GetFieldValue<DateTimeOffset>(1))) : (null, TimeSpan.Zero);
    }

    /// <summary>
    /// Says beside the refresh for how long the person has done nothing: a page that stands open renews its session too, and must not keep
    /// the one at the identity server alive. Another issuer overlooks the parameter (RFC 6749, 3.2).
    /// </summary>
    private async Task<Answer> AskIdentity(AuthenticationTicket ticket, TimeSpan idle)
    {
        if (ticket.Properties.GetTokenValue("refresh_token") is not { } refresh)
        {
            return new Answer.Refused();
        }

        var options = oidc.Get(SignInSetup.Oidc);
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            var configuration = await options.ConfigurationManager!.GetConfigurationAsync(patience.Token);
            using var form = new FormUrlEncodedContent(
            [
                .. await proof.Of(options, patience.Token),
                KeyValuePair.Create("grant_type", "refresh_token"),
                KeyValuePair.Create("refresh_token", refresh),
                KeyValuePair.Create("idle_seconds", Math.Max(0, (int)idle.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
            ]);
            using var response = await options.Backchannel.PostAsync(new Uri(configuration.TokenEndpoint), form, patience.Token);
            return response.IsSuccessStatusCode
                ? new Answer.Granted(new OpenIdConnectMessage(await response.Content.ReadAsStringAsync(patience.Token)))
                : await IsOfTheGrant(response, patience.Token) ? new Answer.Refused() : new Answer.Unreachable();
        }
        catch (Exception fault) when (fault is HttpRequestException or InvalidOperationException or OperationCanceledException)
        {
            return new Answer.Unreachable();
        }
    }

    /// <summary>Whether it is the session that is refused. What is refused of this host itself, as by a wrong clock, ends nobody's session.</summary>
    private static async Task<bool> IsOfTheGrant(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
        {
            return false;
        }

        try
        {
            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
            return !(answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("error", out var error) && error.ValueEquals("invalid_client"));
        }
        catch (JsonException)
        {
            return true;
        }
    }

    /// <summary>The session with the new tokens; null when they name another person or nobody, or no role any more.</summary>
    private async Task<AuthenticationTicket?> Put(AuthenticationTicket ticket, OpenIdConnectMessage tokens)
    {
        var options = oidc.Get(SignInSetup.Oidc);
        if (string.IsNullOrEmpty(tokens.IdToken))
        {
            NothingSaid(log);
            return null;
        }

        var result = await Validate(options, tokens.IdToken);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // An issuer that signs with a new key at once: its keys are read anew before the session is given up.
            options.ConfigurationManager!.RequestRefresh();
            result = await Validate(options, tokens.IdToken);
        }

        if (!result.IsValid)
        {
            return null;
        }

        var principal = claims.TranslateRenewed(new ClaimsPrincipal(result.ClaimsIdentity), ticket.Principal);
        if (ActorClaims.Read(principal) is not { } actor || actor.Id != ActorClaims.Read(ticket.Principal)?.Id)
        {
            NobodyNamed(log);
            return null;
        }

        ((ClaimsIdentity)principal.Identity!).AddClaim(ticket.Principal.FindFirst(SessionTickets.RowClaim)!);
        var lifetime = int.TryParse(tokens.ExpiresIn, CultureInfo.InvariantCulture, out var seconds) ? seconds : 300;
        ticket.Properties.StoreTokens(
        [
            new AuthenticationToken { Name = "access_token", Value = tokens.AccessToken },
            new AuthenticationToken { Name = "refresh_token", Value = tokens.RefreshToken ?? ticket.Properties.GetTokenValue("refresh_token")! },
            new AuthenticationToken { Name = "id_token", Value = tokens.IdToken },
            new AuthenticationToken { Name = "expires_at", Value = TakenUntil(clock.GetUtcNow(), TimeSpan.FromSeconds(lifetime)) },
        ]);
        return new AuthenticationTicket(principal, ticket.Properties, ticket.AuthenticationScheme);
    }

    private static async Task<TokenValidationResult> Validate(OpenIdConnectOptions options, string idToken)
    {
        var configuration = await options.ConfigurationManager!.GetConfigurationAsync(CancellationToken.None);
        var parameters = options.TokenValidationParameters.Clone();
        parameters.ValidIssuer = configuration.Issuer;
        parameters.ValidAudience = options.ClientId;
        parameters.IssuerSigningKeys = configuration.SigningKeys;
        return await options.TokenHandler.ValidateTokenAsync(idToken, parameters);
    }

    /// <summary>Until when a session's tokens are taken without asking anew, however long the issuer lets them live; by our clock.</summary>
    public static string TakenUntil(DateTimeOffset now, TimeSpan lifetime) =>
        (now + (lifetime < OidcSettings.RenewedEvery ? lifetime : OidcSettings.RenewedEvery)).ToString("o", CultureInfo.InvariantCulture);

    private bool IsDue(AuthenticationTicket ticket) => Expiry(ticket) - Early <= clock.GetUtcNow();

    private static string AccessToken(AuthenticationTicket ticket) => ticket.Properties.GetTokenValue("access_token") ?? "";

    private static DateTimeOffset Expiry(AuthenticationTicket ticket) =>
        DateTimeOffset.TryParse(ticket.Properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at : DateTimeOffset.MinValue;

    [LoggerMessage(LogLevel.Warning, "The issuer renewed a session without an ID token, which alone says what holds now: the session has ended")]
    private static partial void NothingSaid(ILogger log);

    [LoggerMessage(LogLevel.Information, "A renewed session names no longer the same person with a role, a unit and a second factor: it has ended")]
    private static partial void NobodyNamed(ILogger log);

    private abstract record Answer
    {
        public sealed record Granted(OpenIdConnectMessage Tokens) : Answer;

        public sealed record Refused : Answer;

        public sealed record Unreachable : Answer;
    }
}
