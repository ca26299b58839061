import { follow } from './page';
import { parcels } from './view';

/** Below what is not fulfilled: where it stands. */
export default () =>
  follow((shown) => parcels((shown.words.parcels ?? []).filter((of) => !of.fulfillment), shown));
