// An OpenID provider that is not ours (oidc-provider), with claims in a shape that is not ours: nested roles, groups for units, no role of ours by name.
// It gives programs signed tokens, which it does not introspect. Argument: { port, web, secret, accounts: { login: { claims } } }. Writes the issuer's address when it listens.
// Each line of input is { login, claims }, which changes an account and is answered with "changed", or { token: login }, answered with a program's access token.
import http from 'node:http';
import readline from 'node:readline';
import Provider from 'oidc-provider';

const { port, web, secret, accounts } = JSON.parse(process.argv[2]);
const issuer = `http://localhost:${port}`;
const api = 'urn:example:case-files';
const mapped = ['realm_access', 'groups', 'employee', 'display', 'acr', 'amr', 'auth_time', 'sid'];

const files = { scope: 'files', audience: api, accessTokenFormat: 'jwt', accessTokenTTL: 25, jwt: { sign: { alg: 'RS256' } } };

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'case-files', client_secret: secret, token_endpoint_auth_method: 'client_secret_post', grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: [`${web}/signin-oidc`], post_logout_redirect_uris: [`${web}/signout-callback-oidc`], response_types: ['code'],
    backchannel_logout_uri: `${web}/signout-backchannel-oidc`, backchannel_logout_session_required: true,
  }],
  findAccount: (_, id) => accounts[id] && { accountId: id, claims: () => ({ sub: id, ...accounts[id] }) },
  claims: { openid: ['sub', ...mapped] },
  conformIdTokenClaims: false,
  acrValues: ['two-factors'],
  scopes: ['openid'],
  issueRefreshToken: () => true,
  rotateRefreshToken: true,
  pkce: { methods: ['S256'], required: () => true },
  cookies: { keys: ['not a secret: it signs the cookies of a test'] },
  // So short that a session is renewed after some seconds.
  ttl: { AccessToken: 25, IdToken: 3600, RefreshToken: 3600, AuthorizationCode: 60, Session: 3600, Grant: 3600, Interaction: 600 },
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid');
    grant.addResourceScope(api, 'files');
    await grant.save();
    return grant;
  },
  extraTokenClaims: (ctx, token) => Object.fromEntries(Object.entries(accounts[token.accountId] ?? {}).filter(([name]) => mapped.includes(name))),
  features: {
    devInteractions: { enabled: false },
    revocation: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    backchannelLogout: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    resourceIndicators: {
      enabled: true, defaultResource: () => api, useGrantedResource: () => true,
      getResourceServerInfo: () => files,
    },
  },
  interactions: { url: (ctx, interaction) => `/login/${interaction.uid}` },
});

const app = provider.callback();
http.createServer(async (request, response) => {
  if (!request.url.startsWith('/login/')) return app(request, response);
  const { params, prompt } = await provider.interactionDetails(request, response);
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return response.end(`<form method="post" action="${request.url}"><input name="login"><button>Sign in to ${params.client_id} (${prompt.name})</button></form>`);
  }
  const body = await new Promise(resolve => { let text = ''; request.on('data', part => { text += part; }).on('end', () => resolve(text)); });
  const form = new URLSearchParams(body);
  // The account that signs in with two factors says so with its login's second field.
  const login = { accountId: form.get('login'), remember: false, ...(form.get('factors') === '2' ? { acr: 'two-factors', amr: ['pwd', 'otp'] } : {}) };
  return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}).listen(port, 'localhost', () => console.log(issuer));

readline.createInterface({ input: process.stdin }).on('line', async line => {
  const { login, claims, token } = JSON.parse(line);
  if (token) {
    const made = new provider.AccessToken({ accountId: token, client: await provider.Client.find('case-files'), gty: 'authorization_code', scope: 'files', extra: accounts[token] });
    made.resourceServer = new provider.ResourceServer(api, files);
    return console.log(await made.save());
  }
  if (claims) accounts[login] = claims; else delete accounts[login];
  console.log('changed');
});
