using System.Globalization;
using System.Net;
using System.Security.Claims;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Actors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Npgsql;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// Keeps a session's word about the person fresh: when the access token has run out (five minutes) it is renewed at the
/// identity server, which refuses for an account that was suspended, and brings changed roles. Refused: the session ends.
/// </summary>
public sealed class SessionRenewal(
    NpgsqlDataSource source, SessionTickets tickets, IOptionsMonitor<OpenIdConnectOptions> oidc, PersonSeen people, TimeProvider clock)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(20);

    // While the identity server cannot be reached, a session lives on this long: an outage is not a suspension.
    private static readonly TimeSpan Unreachable = TimeSpan.FromMinutes(5);

    /// <summary>The session as it stands, renewed if it was time; null when it has ended.</summary>
    public async Task<AuthenticationTicket?> Current(AuthenticationTicket ticket, CancellationToken cancellation) =>
        !IsDue(ticket) ? ticket
        : ticket.Principal.FindFirstValue(SessionTickets.RowClaim) is { } row ? await Renew(row, cancellation)
        : null;

    /// <summary>The session in the row, renewed if it was time; null when it has ended.</summary>
    public async Task<AuthenticationTicket?> Current(string row, CancellationToken cancellation) =>
        await tickets.Load(row, cancellation) is { } ticket ? await Current(ticket, cancellation) : null;

    /// <summary>Holds the row while it asks, so that two nodes do not both spend the one refresh token.</summary>
    private async Task<AuthenticationTicket?> Renew(string row, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var ticket = await ReadLocked(connection, row, cancellation);
        if (ticket is null || !IsDue(ticket))
        {
            return ticket;
        }

        var answer = await AskIdentity(ticket, cancellation);
        if (answer is Answer.Unreachable)
        {
            return clock.GetUtcNow() < Expiry(ticket) + Unreachable ? ticket : null;
        }

        var renewed = answer is Answer.Granted granted ? await Put(ticket, granted.Tokens, cancellation) : null;
        await using var command = new NpgsqlCommand(
            renewed is null
                ? "delete from workspace.web_session where key = @key"
                : "update workspace.web_session set ticket = @ticket where key = @key",
            connection, transaction);
        command.Parameters.AddWithValue("key", row);
        command.Parameters.AddWithValue("ticket", renewed is null ? [] : tickets.Protect(renewed));
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);

        if (renewed is not null && ActorClaims.Read(renewed.Principal) is { } actor)
        {
            await people.Note(actor, CancellationToken.None);
        }

        return renewed;
    }

    private async Task<AuthenticationTicket?> ReadLocked(NpgsqlConnection connection, string row, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select ticket from workspace.web_session where key = @key and expires > @now for update", connection);
        command.Parameters.AddWithValue("key", row);
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        return await command.ExecuteScalarAsync(cancellation) is byte[] kept ? tickets.Unprotect(row, kept) : null;
    }

    private async Task<Answer> AskIdentity(AuthenticationTicket ticket, CancellationToken cancellation)
    {
        if (ticket.Properties.GetTokenValue("refresh_token") is not { } refresh)
        {
            return new Answer.Refused();
        }

        var options = oidc.Get(SignInSetup.Oidc);
        try
        {
            var configuration = await options.ConfigurationManager!.GetConfigurationAsync(cancellation);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "refresh_token",
                ["client_id"] = options.ClientId!,
                ["client_secret"] = options.ClientSecret!,
                ["refresh_token"] = refresh,
            });
            using var response = await options.Backchannel.PostAsync(new Uri(configuration.TokenEndpoint), form, cancellation);
            return response.IsSuccessStatusCode
                ? new Answer.Granted(new OpenIdConnectMessage(await response.Content.ReadAsStringAsync(cancellation)))
                : response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                    ? new Answer.Refused() : new Answer.Unreachable();
        }
        catch (Exception fault) when (fault is HttpRequestException or InvalidOperationException
            || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new Answer.Unreachable();
        }
    }

    /// <summary>The session with the new tokens; null when they name another person, or no role any more.</summary>
    private async Task<AuthenticationTicket?> Put(AuthenticationTicket ticket, OpenIdConnectMessage tokens, CancellationToken cancellation)
    {
        var options = oidc.Get(SignInSetup.Oidc);
        var principal = ticket.Principal;
        if (tokens.IdToken is { Length: > 0 } idToken)
        {
            var configuration = await options.ConfigurationManager!.GetConfigurationAsync(cancellation);
            var parameters = options.TokenValidationParameters.Clone();
            parameters.ValidIssuer = configuration.Issuer;
            parameters.ValidAudience = options.ClientId;
            parameters.IssuerSigningKeys = configuration.SigningKeys;
            var result = await options.TokenHandler.ValidateTokenAsync(idToken, parameters);
            if (!result.IsValid)
            {
                return null;
            }

            principal = new ClaimsPrincipal(result.ClaimsIdentity);
        }

        if (ActorClaims.Read(principal) is not { } actor || actor.Id != ActorClaims.Read(ticket.Principal)?.Id)
        {
            return null;
        }

        if (principal.Identity is ClaimsIdentity identity && principal != ticket.Principal)
        {
            identity.AddClaim(ticket.Principal.FindFirst(SessionTickets.RowClaim)!);
        }

        var lifetime = int.TryParse(tokens.ExpiresIn, CultureInfo.InvariantCulture, out var seconds) ? seconds : 300;
        ticket.Properties.StoreTokens(
        [
            new AuthenticationToken { Name = "access_token", Value = tokens.AccessToken },
            new AuthenticationToken { Name = "refresh_token", Value = tokens.RefreshToken ?? ticket.Properties.GetTokenValue("refresh_token")! },
            new AuthenticationToken { Name = "id_token", Value = tokens.IdToken ?? ticket.Properties.GetTokenValue("id_token") ?? "" },
            new AuthenticationToken { Name = "expires_at", Value = clock.GetUtcNow().AddSeconds(lifetime).ToString("o", CultureInfo.InvariantCulture) },
        ]);
        return new AuthenticationTicket(principal, ticket.Properties, ticket.AuthenticationScheme);
    }

    private bool IsDue(AuthenticationTicket ticket) => Expiry(ticket) - Early <= clock.GetUtcNow();

    private static DateTimeOffset Expiry(AuthenticationTicket ticket) =>
        DateTimeOffset.TryParse(ticket.Properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at : DateTimeOffset.MinValue;

    private abstract record Answer
    {
        public sealed record Granted(OpenIdConnectMessage Tokens) : Answer;

        public sealed record Refused : Answer;

        public sealed record Unreachable : Answer;
    }
}
