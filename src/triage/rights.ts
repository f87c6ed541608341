/**
 * Who may do what, in one table: role × verb × whose the case is × whether it is kept private. Nothing else grants a
 * right; what somebody typed never does.
 */
import { isCustomerCaseVerb, type CustomerVerb, customerVerbs } from './customer-reading.ts';
import { isCaseVerb, isLeadVerb } from './legal.ts';
import type { Verb } from './reading.ts';

/**
 * lead, agent: of the desk. contact: listed for a customer in the directory. colleague: anybody else of that
 * customer's tenant. other: nobody the desk knows.
 */
export const roles = ['lead', 'agent', 'contact', 'colleague', 'other'] as const;
export type Role = (typeof roles)[number];

/**
 * Whose a case is to somebody. own: an agent's own, or opened by this person of the customer. shared: of the same desk,
 * or of the same customer. foreign: of another customer, of ourselves, or of nobody.
 */
export const ownerships = ['own', 'shared', 'foreign'] as const;
export type Ownership = (typeof ownerships)[number];

/** Asks about one case, or, with `ownership` null, about none. */
export type Ask = {
  readonly role: Role;
  readonly verb: Verb | CustomerVerb;
  readonly ownership: Ownership | null;
  readonly isSensitive: boolean;
};

/**
 * unknown-case: told as if there were no such case. other-side: a verb of the desk from a customer, or the reverse.
 * leads-only, stranger: said as such.
 */
export type Right =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly why: 'unknown-case' | 'other-side' | 'leads-only' | 'stranger' };

const yes: Right = { allowed: true };
const no = (why: Extract<Right, { allowed: false }>['why']): Right => ({ allowed: false, why });

/** Whose cases each role may see at all, and whether private ones are among them. */
const sight: Readonly<Record<Role, Readonly<Record<Ownership, 'all' | 'not-private' | 'none'>>>> = {
  lead: { own: 'all', shared: 'all', foreign: 'all' },
  agent: { own: 'all', shared: 'not-private', foreign: 'not-private' },
  contact: { own: 'not-private', shared: 'not-private', foreign: 'none' },
  colleague: { own: 'not-private', shared: 'none', foreign: 'none' },
  other: { own: 'none', shared: 'none', foreign: 'none' },
};

/** Verbs of the desk as a whole that change or show what only leads look after. */
const leadWide: readonly Verb[] = [
  'board',
  'board-export',
  'set-rotation',
  'set-override',
  'drop-override',
  'settings',
  'save-settings',
];

const isOfCustomers = (verb: Verb | CustomerVerb): verb is CustomerVerb =>
  customerVerbs.some((one) => one === verb);

/** Whether this role may see such a case. */
export const sees = (role: Role, ownership: Ownership, isSensitive: boolean): boolean => {
  const seen = sight[role][ownership];
  return seen === 'all' || (seen === 'not-private' && !isSensitive);
};

const ofDesk = (verb: Verb, { role, ownership, isSensitive }: Ask): Right => {
  if (isCaseVerb(verb)) {
    if (ownership === null || !sees(role, ownership, isSensitive)) return no('unknown-case');
    return isLeadVerb(verb) && role !== 'lead' ? no('leads-only') : yes;
  }
  return leadWide.includes(verb) && role !== 'lead' ? no('leads-only') : yes;
};

const ofCustomer = (verb: CustomerVerb, { role, ownership, isSensitive }: Ask): Right => {
  if (!isCustomerCaseVerb(verb)) return yes;
  return ownership !== null && sees(role, ownership, isSensitive) ? yes : no('unknown-case');
};

/** Whether somebody may do this, and if not, why. Pure; asked for every verb of a customer. */
export const rightTo = (ask: Ask): Right => {
  const { role, verb } = ask;
  if (role === 'other') return no('stranger');
  const isCustomers = role === 'contact' || role === 'colleague';
  if (isOfCustomers(verb)) return isCustomers ? ofCustomer(verb, ask) : no('other-side');
  return isCustomers ? no('other-side') : ofDesk(verb, ask);
};
