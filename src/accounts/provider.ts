import * as client from 'openid-client';
import { Strategy, type AuthenticateOptions } from 'openid-client/passport';
import type { Request } from 'express';
import type { Deps } from '../platform/deps.ts';
import { memberOf, type Profile } from './identity.ts';

export interface ProviderSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

const timeoutSeconds = 5;
const metadataLastsMs = 3_600_000;

/**
 * The strategy for the company's provider. What that can do is asked at the first use and again every hour; while it is
 * down each try asks anew, and fails within seconds.
 */
export class Provider {
  readonly host: string;
  readonly #deps: Deps;
  readonly #settings: ProviderSettings;
  #made: { strategy: Strategy; atMs: number } | undefined;

  constructor(deps: Deps, settings: ProviderSettings) {
    this.#deps = deps;
    this.#settings = settings;
    this.host = new URL(settings.issuer).host;
  }

  /** @throws when the provider does not answer */
  async strategy(): Promise<Strategy> {
    const nowMs = this.#deps.clock.now().getTime();
    if (!this.#made || nowMs - this.#made.atMs > metadataLastsMs) {
      this.#made = { strategy: strategyFor(this.#deps, await discover(this.#settings)), atMs: nowMs };
    }
    return this.#made.strategy;
  }
}

function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<client.Configuration> {
  const url = new URL(issuer);
  return client.discovery(url, clientId, { client_secret: clientSecret }, authenticateWith(clientSecret), {
    timeout: timeoutSeconds,
    // The start has made sure that plain HTTP leads to this machine only.
    execute: url.protocol === 'http:' ? [client.allowInsecureRequests] : [],
  });
}

/** Basic is the default of OpenID Connect Core (9), yet some take the secret in the body alone. */
function authenticateWith(secret: string): client.ClientAuth {
  return (server, ...rest) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const how = ways.includes('client_secret_basic') ? client.ClientSecretBasic : client.ClientSecretPost;
    return how(secret)(server, ...rest);
  };
}

function strategyFor(deps: Deps, config: client.Configuration): Strategy {
  return new CarefulStrategy(
    { config, sessionKey: 'provider', scope: 'openid email profile' },
    async (tokens, done) => {
      const found = await memberOf(deps, await profileOf(config, tokens));
      if (typeof found === 'string') done(null, false, { refused: found });
      // Only the id goes into the session.
      else done(null, found as Express.User);
    },
  );
}

/** With state and nonce beside PKCE, which the strategy leaves out where the provider knows PKCE. */
class CarefulStrategy extends Strategy {
  override authorizationRequestParams(req: Request, options: AuthenticateOptions): URLSearchParams {
    const params = new URLSearchParams(super.authorizationRequestParams(req, options));
    params.set('state', client.randomState());
    params.set('nonce', client.randomNonce());
    return params;
  }
}

type Tokens = client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;

/** Many providers put no more than the subject into the ID token (OpenID Connect Core, 5.4). */
async function profileOf(config: client.Configuration, tokens: Tokens): Promise<Profile> {
  const claims = tokens.claims();
  if (!claims) throw new Error('The provider sent no ID token');
  const said = claims.email ? claims : await client.fetchUserInfo(config, tokens.access_token, claims.sub);
  return {
    issuer: config.serverMetadata().issuer,
    subject: claims.sub,
    email: typeof said.email === 'string' ? said.email : undefined,
    emailVerified: said.email_verified === true,
    name: typeof said.name === 'string' ? said.name : undefined,
  };
}
