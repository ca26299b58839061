/**
 * The order actions: the host hands them the order's id alone, so the same metafield is asked of Shopify's own Customer
 * Account API. Nothing of ours is called.
 */
import '@shopify/ui-extensions/preact';
import type { Api } from '@shopify/ui-extensions/customer-account.order.action.menu-item.render';

import { shown, type Shown } from './block';
import { KEY, NAMESPACE } from './contract';

const ADDRESS = 'shopify://customer-account/api/2026-07/graphql.json';
const QUERY = `query($id: ID!) { order(id: $id) { metafield(namespace: "${NAMESPACE}", key: "${KEY}") { value } } }`;

/** The order's block, if it has one. */
export async function asked(): Promise<Shown | undefined> {
  const { orderId, localization } = shopify as unknown as Api;
  try {
    const answer = await fetch(ADDRESS, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query: QUERY, variables: { id: orderId } }),
    });
    const { data } = await answer.json();
    return shown(data?.order?.metafield?.value, localization.language.value.isoCode);
  } catch {
    return undefined;
  }
}
