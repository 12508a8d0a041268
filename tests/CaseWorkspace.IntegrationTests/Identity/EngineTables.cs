namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>What a test must change or read in the tables of the protocol engine, as SQL for the engine that this build has (docs/adr/0003).</summary>
public static class EngineTables
{
#if OTHER_ENGINE
    public const bool IsDefault = false;
    public const string History = "protocol_grants_migrations";
    public const string ExpireCodes = "update identity.protocol_grants set expires_at = now() - interval '1 second' where type = 'authorization_code'";
    public const string LifeOfLastCode = "select expires_at - created_at from identity.protocol_grants where type = 'authorization_code' order by created_at desc limit 1";
    public const string ExpirePushedRequests = "update identity.protocol_pushed_requests set expires_at = now() - interval '1 minute'";
    public const string ExpireLastPushedRequest = ExpirePushedRequests + " where key = (select key from identity.protocol_pushed_requests order by pushed_at desc limit 1)";
    public const string CountPushedRequests = "select count(*) from identity.protocol_pushed_requests";

    /// <summary>Whether all has ended that was handed out in a session.</summary>
    public static string HasEnded(string session) => $"select bool_and(ended_at is not null) from identity.protocol_chains where session_id = '{session}'";
#else
    public const bool IsDefault = true;
    public const string History = "protocol_migrations";
    public const string ExpireCodes = "update identity.protocol_tokens set expiration_date = now() - interval '1 second' where type like '%authorization_code'";
    public const string LifeOfLastCode = "select expiration_date - creation_date from identity.protocol_tokens where type like '%authorization_code' order by creation_date desc limit 1";
    public const string ExpirePushedRequests = "update identity.protocol_tokens set expiration_date = now() - interval '1 minute' where type like '%request_token'";
    public const string ExpireLastPushedRequest = ExpirePushedRequests + " and id = (select id from identity.protocol_tokens where type like '%request_token' order by creation_date desc limit 1)";
    public const string CountPushedRequests = "select count(*) from identity.protocol_tokens where type like '%request_token'";

    /// <summary>Whether all has ended that was handed out in a session.</summary>
    public static string HasEnded(string session) => $"select bool_and(status = 'revoked') from identity.protocol_authorizations where properties like '%{session}%'";
#endif
}
