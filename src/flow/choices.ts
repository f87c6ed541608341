/** Type-ahead: the customers whose name or domain begins to match what was typed. */
import type { Texts } from '../texts/texts.ts';
import type { Locale } from '../triage/desk.ts';
import type { What } from '../triage/inbound.ts';
import type { Answer, Store } from './ports.ts';

type Search = Extract<What, { kind: 'search' }>;
type Parts = { readonly store: Store; readonly texts: Texts };

/** Teams shows no more than these at once. */
const mostChoices = 15;

/** An empty answer would look like a fault; the hint says that a customer can be added. */
const nothingFound = (locale: Locale, texts: Texts) => ({
  title: texts.say(locale, 'choice.customer.new-customer'),
  value: 'new-customer',
});

export const choicesFor = async (
  search: Search,
  locale: Locale,
  { store, texts }: Parts,
): Promise<Answer> => {
  if (search.dataset !== 'customers') return { kind: 'choices', choices: [] };
  const count = Math.min(mostChoices, search.top);
  const customers = await store.findCustomers(search.query.slice(0, 100), search.skip + count);
  const choices = customers
    .slice(search.skip)
    .map(({ id, name, domain }) => ({ title: `${name} · ${domain}`, value: id }));
  return { kind: 'choices', choices: choices.length > 0 ? choices : [nothingFound(locale, texts)] };
};
