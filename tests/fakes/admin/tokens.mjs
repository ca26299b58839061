// @ts-check
/**
 * Access tokens: exchange of a session token, refresh, expiry.
 *
 * As Shopify does it since 2026-08-28: a refresh token that was used may be used again until its
 * replacement is, within its own life; then it is retired. An access token lives its hour even
 * after a refresh.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';

/** Seconds. */
const ACCESS_LIFE = 3600;
const REFRESH_LIFE = 90 * 24 * 3600;

export class Tokens {
  /** @param {{id: string, secret: string}} app @param {() => string} scopes */
  constructor(app, scopes) {
    this.app = app;
    this.scopes = scopes;
    /** @type {Map<string, {shop: string, until: number}>} */
    this.access = new Map();
    /** @type {Map<string, {shop: string, until: number, before: string | null, retired: boolean}>} */
    this.refreshes = new Map();
  }

  /** A token without end, as a custom app's is. @param {string} token @param {string} shop */
  grant(token, shop) {
    this.access.set(token, { shop, until: Infinity });
  }

  /** The store whose token this is, while it lives. @param {unknown} token @returns {string | null} */
  shopOf(token) {
    const found = this.access.get(String(token));
    return found && found.until > Date.now() ? found.shop : null;
  }

  /** Every access token that has an end has come to it; with `refresh` every refresh token too. @param {{refresh?: boolean}} what */
  expire({ refresh = false } = {}) {
    for (const one of this.access.values()) if (one.until !== Infinity) one.until = 0;
    if (refresh) for (const one of this.refreshes.values()) one.until = 0;
  }

  /** Every token is revoked, as when the app is removed. */
  revoke() {
    this.access.clear();
    this.refreshes.clear();
  }

  /** @param {string} shop @param {string | null} before the refresh token this replaces */
  issue(shop, before) {
    const access = `shpat_${randomBytes(16).toString('hex')}`;
    const refresh = `shprt_${randomBytes(16).toString('hex')}`;
    this.access.set(access, { shop, until: Date.now() + ACCESS_LIFE * 1000 });
    this.refreshes.set(refresh, { shop, until: Date.now() + REFRESH_LIFE * 1000, before, retired: false });
    return {
      access_token: access,
      scope: this.scopes(),
      expires_in: ACCESS_LIFE,
      refresh_token: refresh,
      refresh_token_expires_in: REFRESH_LIFE,
    };
  }

  /** Answers `POST /admin/oauth/access_token`. @param {any} body @returns {[number, any]} */
  answer(body) {
    /** @returns {[number, any]} */
    const refuse = (/** @type {string} */ error, /** @type {string} */ error_description) => [400, { error, error_description }];
    if (!this.app.secret || body.client_id !== this.app.id || body.client_secret !== this.app.secret) {
      return refuse('invalid_client', 'Client authentication failed');
    }
    if (body.grant_type === 'refresh_token') {
      const held = this.refreshes.get(body.refresh_token);
      if (!held || held.retired || held.until <= Date.now()) {
        return refuse('invalid_grant', 'The refresh token is invalid or has expired');
      }
      const before = held.before ? this.refreshes.get(held.before) : undefined;
      if (before) before.retired = true;
      return [200, this.issue(held.shop, body.refresh_token)];
    }
    if (body.grant_type !== EXCHANGE) return refuse('unsupported_grant_type', 'The grant type is not supported');
    if (body.subject_token_type !== ID_TOKEN || body.requested_token_type !== OFFLINE) {
      return refuse('invalid_request', 'The token type is not supported');
    }
    if (String(body.expiring) !== '1') return refuse('invalid_request', 'Non-expiring access tokens are no longer accepted');
    const shop = this.session(body.subject_token);
    if (!shop) return refuse('invalid_subject_token', 'Subject token is invalid');
    return [200, this.issue(shop, null)];
  }

  /** The store of a session token that the app's secret signed and that has not ended. @param {unknown} token */
  session(token) {
    const [header, claims, signature] = String(token).split('.');
    if (!header || !claims || !signature) return null;
    const wanted = createHmac('sha256', this.app.secret).update(`${header}.${claims}`).digest();
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
    const told = JSON.parse(Buffer.from(claims, 'base64url').toString());
    const now = Date.now() / 1000;
    if (told.aud !== this.app.id || told.exp <= now || told.nbf > now + 10) return null;
    return String(told.dest).replace('https://', '');
  }
}
