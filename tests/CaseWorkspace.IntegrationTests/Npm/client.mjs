// Signs in at the identity server with client libraries of another maker, openid-client or oauth4webapi, as they are: but for plain http, no option is set.
// Argument: { library, issuer, client, redirect, key?, bound, signedOut }; bound: the tokens are bound to a key (DPoP). Writes the address to sign in at, reads the one that the browser came back to,
// then writes { claims, refreshed, subject, inactive, endSession } and ends.
import readline from 'node:readline/promises';
import * as openid from 'openid-client';
import * as oauth from 'oauth4webapi';

const asked = JSON.parse(process.argv[2]);
const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const key = asked.key && { key: await crypto.subtle.importKey('jwk', asked.key, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']), kid: asked.key.kid };
const scope = 'openid profile offline_access caseworkspace-api';

async function withOpenidClient() {
  const config = await openid.discovery(new URL(asked.issuer), asked.client, undefined, key ? openid.PrivateKeyJwt(key) : openid.None(), { execute: [openid.allowInsecureRequests] });
  const DPoP = asked.bound ? openid.getDPoPHandle(config, await openid.randomDPoPKeyPair()) : undefined;
  const [verifier, state, nonce] = [openid.randomPKCECodeVerifier(), openid.randomState(), openid.randomNonce()];
  const address = await openid.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: asked.redirect, scope, state, nonce, code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  }, { DPoP });
  console.log(address.href);
  const back = new URL((await lines.next()).value);
  const tokens = await openid.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }, undefined, { DPoP });
  const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
  const who = await openid.fetchUserInfo(config, refreshed.access_token, tokens.claims().sub, { DPoP });
  const endSession = openid.buildEndSessionUrl(config, { id_token_hint: refreshed.id_token, post_logout_redirect_uri: asked.signedOut, state: 'over' }).href;
  await openid.tokenRevocation(config, refreshed.refresh_token);
  return { claims: tokens.claims(), type: tokens.token_type, refreshed: refreshed.access_token !== tokens.access_token, subject: who.sub, endSession };
}

async function withOauth4webapi() {
  const insecure = { [oauth.allowInsecureRequests]: true };
  const issuer = new URL(asked.issuer);
  const plain = asked.bound ? { ...insecure, DPoP: oauth.DPoP({ client_id: asked.client }, await oauth.generateKeyPair('ES256')) } : insecure;
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  const client = { client_id: asked.client };
  const proof = key ? oauth.PrivateKeyJwt(key) : oauth.None();
  const [verifier, state, nonce] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState(), oauth.generateRandomNonce()];
  const parameters = new URLSearchParams({
    client_id: asked.client, redirect_uri: asked.redirect, response_type: 'code', scope, state, nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  });
  const pushed = await oauth.processPushedAuthorizationResponse(server, client, await oauth.pushedAuthorizationRequest(server, client, proof, parameters, plain));
  const address = new URL(server.authorization_endpoint);
  address.search = new URLSearchParams({ client_id: asked.client, request_uri: pushed.request_uri });
  console.log(address.href);
  const answer = oauth.validateAuthResponse(server, client, new URL((await lines.next()).value), state);
  const granted = await oauth.authorizationCodeGrantRequest(server, client, proof, answer, asked.redirect, verifier, plain);
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, granted, { expectedNonce: nonce, requireIdToken: true });
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  await oauth.validateApplicationLevelSignature(server, granted, insecure);
  const refreshed = await oauth.processRefreshTokenResponse(server, client, await oauth.refreshTokenGrantRequest(server, client, proof, tokens.refresh_token, plain));
  const who = await oauth.processUserInfoResponse(server, client, claims.sub, await oauth.userInfoRequest(server, client, refreshed.access_token, plain));
  const endSession = new URL(server.end_session_endpoint);
  endSession.search = new URLSearchParams({ id_token_hint: refreshed.id_token, post_logout_redirect_uri: asked.signedOut, state: 'over' });
  await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, proof, refreshed.refresh_token, insecure));
  return { claims, type: tokens.token_type, refreshed: refreshed.access_token !== tokens.access_token, subject: who.sub, endSession: endSession.href };
}

console.log(JSON.stringify(await (asked.library === 'openid-client' ? withOpenidClient() : withOauth4webapi())));
process.exit(0);
