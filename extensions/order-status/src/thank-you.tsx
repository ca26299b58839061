/**
 * The promise on the page after checkout. The worker has not seen the order yet: what was promised is what the chosen
 * delivery option's title said, which the checkout function wrote (extensions/checkout-estimate). Without it, nothing.
 */
import '@shopify/ui-extensions/preact';
import type { Api } from '@shopify/ui-extensions/purchase.thank-you.block.render';

import languages from './phrases.json';
import { show } from './show';

/** What a title promises, and what that means. */
function promised(title: string) {
  for (const { phrases, note } of languages) {
    for (const { lead, tail } of phrases) {
      const at = title.lastIndexOf(lead);
      if (at > 0 && title.endsWith(tail) && at + lead.length < title.length - tail.length) {
        // Without the dot that parted it from the option's own title.
        return { note, option: title.slice(0, at), text: title.slice(at).replace(/^ · /, '') };
      }
    }
  }
  return undefined;
}

/** The promises of this order's deliveries. */
export default () => {
  const { deliveryGroups } = shopify as unknown as Api;
  const again = () =>
    show(() => {
      const titles = deliveryGroups.value.map(
        ({ deliveryOptions, selectedDeliveryOption }) =>
          deliveryOptions.find(({ handle }) => handle === selectedDeliveryOption?.handle)?.title ?? '',
      );
      const all = [...new Set(titles)].flatMap((title) => promised(title) ?? []);
      if (!all[0]) return undefined;
      const several = titles.length > 1;
      return (
        <s-section>
          <s-stack gap="small-200">
            {all.map(({ option, text }) => (
              <s-text type="strong">{several ? `${option}: ${text}` : text}</s-text>
            ))}
            <s-text color="subdued">{all[0].note}</s-text>
          </s-stack>
        </s-section>
      );
    });
  deliveryGroups.subscribe(again);
  again();
};
