using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CaseWorkspace.Identity.Protocol.Engine;

/// <summary>Makes the engine compare a client's addresses as <see cref="Clients.IsAddress"/> does.</summary>
public sealed class ExactAddresses(
    IOpenIddictApplicationCache<OpenIddictEntityFrameworkCoreApplication<Guid>> cache,
    ILogger<OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication<Guid>>> log,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<OpenIddictEntityFrameworkCoreApplication<Guid>> store)
    : OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication<Guid>>(cache, log, options, store)
{
    public override async ValueTask<bool> ValidateRedirectUriAsync(
        OpenIddictEntityFrameworkCoreApplication<Guid> application, string uri, CancellationToken cancellationToken = default) =>
        Holds(application, await GetRedirectUrisAsync(application, cancellationToken), uri);

    public override async ValueTask<bool> ValidatePostLogoutRedirectUriAsync(
        OpenIddictEntityFrameworkCoreApplication<Guid> application, string uri, CancellationToken cancellationToken = default) =>
        Holds(application, await GetPostLogoutRedirectUrisAsync(application, cancellationToken), uri);

    private static bool Holds(OpenIddictEntityFrameworkCoreApplication<Guid> application, IEnumerable<string> registered, string shown) =>
        registered.Any(address => Clients.IsAddress(address, shown, application.ApplicationType == ApplicationTypes.Native));
}
