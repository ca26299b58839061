/**
 * The targets on the order status page: the metafield comes with the page, and again when it changed. Signed in or only
 * holding the link from a message: the host hands over the same.
 */
import '@shopify/ui-extensions/preact';
import type { VNode } from 'preact';
import type { Api } from '@shopify/ui-extensions/customer-account.order-status.block.render';

import { shown, type Shown } from './block';
import { KEY, NAMESPACE } from './contract';
import { show } from './show';

/** Shows what `make` makes of the order, now and whenever the metafield or the language changes. */
export function follow(make: (shown: Shown) => VNode | undefined): void {
  const api = shopify as unknown as Api;
  const { appMetafields, localization } = api;
  const again = () =>
    show(() => {
      const field = appMetafields.value.find(
        ({ target, metafield }) =>
          target.type === 'order' && metafield.namespace === NAMESPACE && metafield.key === KEY,
      );
      const told = shown(field?.metafield.value, localization.language.value.isoCode);
      return told && make(told);
    });
  appMetafields.subscribe(again);
  localization.language.subscribe(again);
  again();
}
