using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>The engine's step that finds out by what keys and algorithms an assertion is checked, after its own.</summary>
public sealed class PrepareAssertion(ClientAssertions assertions) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.ValidTokenTypes is not { Count: 1 } types || !types.Contains(TokenTypeIdentifiers.Private.ClientAssertion))
            return;
        if (assertions.FaultOf(context.Token, out var token) is { } fault)
        {
            context.Reject(ProtocolErrors.InvalidClient, fault);
            return;
        }
        var parameters = context.TokenValidationParameters;
        // Which types there may be was asked above; to the engine each is of the one that it expects.
        parameters.TypeValidator = static (_, _, _) => "client-authentication+jwt";
        parameters.ValidAlgorithms = ClientAssertions.Algorithms;
        parameters.IssuerSigningKeyResolver = null;
        parameters.TryAllIssuerSigningKeys = false;
        parameters.IssuerSigningKeys = await assertions.KeysOfAsync(token, context.CancellationToken);
    }
}
