using Microsoft.AspNetCore.Identity;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>What a passkey must be: of this host's name alone, found without a user name, and used only after the device has verified the person.</summary>
public static class PasskeySetup
{
    public static IServiceCollection AddPasskeys(this IServiceCollection services, IdentitySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var origin = settings.Issuer.GetLeftPart(UriPartial.Authority);
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.ServerDomain = settings.Issuer.Host;
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.AttestationConveyancePreference = "none";
            options.AuthenticatorTimeout = TimeSpan.FromMinutes(2);
            options.ValidateOrigin = asked => ValueTask.FromResult(asked.Origin == origin && !asked.CrossOrigin);
        });
        return services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>().AddScoped<Passkeys>();
    }
}
