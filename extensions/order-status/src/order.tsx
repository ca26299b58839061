import { follow } from './page';
import { order } from './view';

/** The block on the order status page. */
export default () => follow((shown) => <s-section>{order(shown)}</s-section>);
