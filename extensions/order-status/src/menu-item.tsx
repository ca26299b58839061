import { asked } from './asked';
import { show } from './show';

/** "Where is it?" among an order's actions, where there is an answer. */
export default async () => {
  const shown = await asked();
  show(() => shown && <s-button>{shown.words.labels.ask}</s-button>);
};
