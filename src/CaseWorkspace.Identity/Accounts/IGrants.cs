namespace CaseWorkspace.Identity.Accounts;

/// <summary>What the protocol engine has handed out in an account's name, and how to take it back.</summary>
public interface IGrants
{
    /// <summary>Revokes every code and token of the account.</summary>
    Task RevokeAllAsync(Guid accountId, CancellationToken cancel);

    /// <summary>Revokes the codes and tokens of one session.</summary>
    Task RevokeSessionAsync(Guid accountId, string session, CancellationToken cancel);
}
