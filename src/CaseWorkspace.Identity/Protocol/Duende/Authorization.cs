using CaseWorkspace.Identity.Accounts;
using Duende.IdentityServer;
using Duende.IdentityServer.Configuration;
using Duende.IdentityServer.Endpoints.Results;
using Duende.IdentityServer.Hosting;
using Duende.IdentityServer.Models;
using Duende.IdentityServer.ResponseHandling;
using Duende.IdentityServer.Services;
using Duende.IdentityServer.Stores;
using Duende.IdentityServer.Validation;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>Asks our own steps what comes before a code, in the place of the engine's.</summary>
public sealed class Interaction(AuthorizationSteps steps, PushedRequests pushedRequests, IHttpContextAccessor http) : IAuthorizeInteractionResponseGenerator
{
    /// <summary>What a code and its refresh tokens keep: whose it is, the session and how it was proven. All else is read again when a token is made.</summary>
    private static readonly string[] Kept =
        [TokenClaims.Subject, TokenClaims.Session, TokenClaims.Stamp, TokenClaims.AuthenticatedAt, TokenClaims.Methods, TokenClaims.SecondFactorAt];

    private static readonly JsonWebTokenHandler Hints = new();

    public async Task<InteractionResponse> ProcessInteractionAsync(ValidatedAuthorizeRequest request, ConsentResponse? consent = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var context = http.HttpContext!;
        if (await pushedRequests.FindUnspentAsync(request.PushedAuthorizationReferenceValue) is not { } pushed)
            return new() { Error = ProtocolErrors.InvalidRequestUri, ErrorDescription = ProtocolErrors.PushedRequestIsSpent };
        switch (steps.Next(context, await AskedForByAsync(request, pushed, context)))
        {
            case AuthorizationStep.Page page:
                return new() { RedirectUrl = page.Address };
            case AuthorizationStep.Refused refused:
                return new() { Error = refused.Error, ErrorDescription = refused.Description };
            case AuthorizationStep.Granted granted:
                request.Subject = UserSession.PrincipalOf(TokenClaims.Of(granted.Account, granted.Session).Where(claim => Kept.Contains(claim.Type)));
                request.SessionId = granted.Session.Id;
                Grant(context, granted);
                return new();
            default:
                throw new InvalidOperationException("There is no other step.");
        }
    }

    /// <summary>What was granted in this request.</summary>
    public static AuthorizationStep.Granted GrantedIn(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (AuthorizationStep.Granted)context.Items[typeof(Interaction)]!;
    }

    /// <summary>A posted request becomes a query.</summary>
    public static async Task<QueryString> QueryOfAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return HttpMethods.IsGet(context.Request.Method) ? context.Request.QueryString : QueryString.Create(await context.Request.ReadFormAsync(context.RequestAborted));
    }

    private static void Grant(HttpContext context, AuthorizationStep.Granted granted) => context.Items[typeof(Interaction)] = granted;

    /// <summary>Unproven, as it serves to refuse alone: a hint that names another person ends a silent request. One that cannot be read names nobody.</summary>
    private static string? SubjectOf(string? hint)
    {
        try
        {
            return hint is not null && Hints.CanReadToken(hint) ? Hints.ReadJsonWebToken(hint).Subject : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // As the client pushed it: the engine would let the address take a prompt or max_age away, with its own "suppressed" parameters.
    private static async Task<AskedFor> AskedForByAsync(ValidatedAuthorizeRequest request, PushedRequest pushed, HttpContext context) => new(request.ClientId)
    {
        Prompts = [.. request.OriginalPromptModes],
        MaxAge = long.TryParse(request.Raw["max_age"], System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? seconds : null,
        AcrValues = request.Raw["acr_values"],
        UiLocales = request.Raw["ui_locales"],
        State = request.State,
        Nonce = request.Nonce,
        CodeChallenge = request.CodeChallenge,
        HintedSubject = SubjectOf(request.Raw["id_token_hint"]),
        PushedAt = pushed.PushedAt.ToUnixTimeMilliseconds(),
        Query = await QueryOfAsync(context),
    };
}

/// <summary>Spends the pushed request and begins the chain before a code is made.</summary>
public sealed class Codes(
    PushedRequests pushedRequests, Grants grants, IHttpContextAccessor http, IdentityServerOptions options, IClock clock, ITokenService tokens, IKeyMaterialService keys,
    IAuthorizationCodeStore codes, ILogger<AuthorizeResponseGenerator> log, IEventService events) : AuthorizeResponseGenerator(options, clock, tokens, keys, codes, log, events)
{
    public override async Task<AuthorizeResponse> CreateResponseAsync(ValidatedAuthorizeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!await pushedRequests.SpendAsync(request.PushedAuthorizationReferenceValue!))
            return new() { Request = request, Error = ProtocolErrors.InvalidRequestUri, ErrorDescription = ProtocolErrors.PushedRequestIsSpent };
        var context = http.HttpContext!;
        var granted = Interaction.GrantedIn(context);
        request.Description = (await grants.BeginAsync(granted.Account, granted.Session, request.ClientId, context.RequestAborted)).ToString();
        return await base.CreateResponseAsync(request);
    }
}

/// <summary>
/// Sends the answer back to the client, in the query: the code, or what is wrong, once the client's address is known to be its own. The engine keeps most
/// errors from the client, and puts a state of the session beside the code, which nobody here asks for.
/// </summary>
public sealed class AnswerToClient(IdentitySettings settings) : IHttpResponseWriter<AuthorizeResult>
{
    public Task WriteHttpResponse(AuthorizeResult result, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(context);
        var response = result.Response;
        context.Response.Headers.CacheControl = "no-store";
        if (response.RedirectUri is not { } address)
        {
            context.Features.Set(new RequestFault(response.Error, response.ErrorDescription ?? ""));
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        context.Response.Redirect(QueryHelpers.AddQueryString(address, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["code"] = response.Code,
            ["error"] = response.Error,
            ["error_description"] = response.ErrorDescription,
            ["state"] = response.State,
            ["iss"] = settings.Issuer.AbsoluteUri,
        }.Where(pair => pair.Value is not null)));
        return Task.CompletedTask;
    }
}

/// <summary>Leads to the page that our steps name, as it is.</summary>
public sealed class AnswerToPerson : IHttpResponseWriter<AuthorizeInteractionPageResult>
{
    public Task WriteHttpResponse(AuthorizeInteractionPageResult result, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Redirect(result.RedirectUrl);
        return Task.CompletedTask;
    }
}

/// <summary>A client that does not prove itself gets 401 (RFC 6749, 5.2); the engine says 400.</summary>
public sealed class AnswerToPushed : IHttpResponseWriter<PushedAuthorizationErrorResult>
{
    public Task WriteHttpResponse(PushedAuthorizationErrorResult result, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ProtocolErrors.WriteAsync(context, result.Response.Error, result.Response.ErrorDescription);
    }
}
