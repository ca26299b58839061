import { asked } from './asked';
import { show } from './show';
import { order } from './view';

/** The answer, in a window over the page. */
export default async () => {
  const shown = await asked();
  show(() => shown && (
    <s-customer-account-action heading={shown.words.labels.ask}>{order(shown)}</s-customer-account-action>
  ));
};
