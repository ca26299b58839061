import type { Api } from '@shopify/ui-extensions/customer-account.order-status.fulfillment-details.render-after';

import { follow } from './page';
import { parcels } from './view';

/** Below one fulfillment: its own timeline. */
export default () => {
  const id = (shopify as unknown as Api).fulfillmentId.split('/').pop();
  follow((shown) => parcels((shown.words.parcels ?? []).filter((of) => of.fulfillment === id), shown));
};
