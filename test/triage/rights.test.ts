import assert from 'node:assert/strict';
import { customerVerbs, isCustomerCaseVerb } from '../../src/triage/customer-reading.ts';
import { isCaseVerb, isLeadVerb, maySee } from '../../src/triage/legal.ts';
import { verbs } from '../../src/triage/reading.ts';
import { ownerships, rightTo, roles, sees, type Ask, type Right } from '../../src/triage/rights.ts';
import { aCase } from '../store/samples.ts';
import { agent } from './desk.ts';

/** Every ask there is: role × verb × whose the case is (or none) × private or not. */
const everyAsk: readonly Ask[] = roles.flatMap((role) =>
  [...verbs, ...customerVerbs].flatMap((verb) =>
    [null, ...ownerships].flatMap((ownership) =>
      [false, true].map((isSensitive) => ({ role, verb, ownership, isSensitive })),
    ),
  ),
);

const asks = (wanted: (ask: Ask) => boolean): readonly Ask[] => everyAsk.filter(wanted);
const isOfCustomers = ({ verb }: Ask): boolean => customerVerbs.some((one) => one === verb);
const isCustomer = ({ role }: Ask): boolean => role === 'contact' || role === 'colleague';
const isDesk = ({ role }: Ask): boolean => role === 'lead' || role === 'agent';
const isAboutCase = ({ verb }: Ask): boolean =>
  customerVerbs.some((one) => one === verb && isCustomerCaseVerb(one)) ||
  verbs.some((one) => one === verb && isCaseVerb(one));

const told = (right: Right): string => (right.allowed ? 'allowed' : right.why);
const each = (of: readonly Ask[], wanted: string): void => {
  assert.ok(of.length > 0, 'the table has such asks');
  for (const ask of of) assert.equal(told(rightTo(ask)), wanted, JSON.stringify(ask));
};

describe('the table of rights', () => {
  it('refuses somebody nobody knows whatever they ask for', () => {
    each(
      asks(({ role }) => role === 'other'),
      'stranger',
    );
  });

  it('never lets a customer use a verb of the desk, nor the desk one of a customer', () => {
    each(
      asks((ask) => isCustomer(ask) && !isOfCustomers(ask)),
      'other-side',
    );
    each(
      asks((ask) => isDesk(ask) && isOfCustomers(ask)),
      'other-side',
    );
  });

  it('hides every private case from every customer, their own too, as if there were none', () => {
    each(
      asks((ask) => isCustomer(ask) && isOfCustomers(ask) && isAboutCase(ask) && ask.isSensitive),
      'unknown-case',
    );
  });

  it('hides cases of another customer, of ourselves and of nobody from every customer', () => {
    each(
      asks(
        (ask) =>
          isCustomer(ask) &&
          isOfCustomers(ask) &&
          isAboutCase(ask) &&
          (ask.ownership === 'foreign' || ask.ownership === null),
      ),
      'unknown-case',
    );
  });

  it('lets a listed contact answer for any open-to-see case of the company, a colleague only for their own', () => {
    const seen = (role: Ask['role'], ownership: Ask['ownership']) =>
      asks(
        (ask) =>
          ask.role === role &&
          isOfCustomers(ask) &&
          isAboutCase(ask) &&
          ask.ownership === ownership &&
          !ask.isSensitive,
      );
    each(seen('contact', 'own'), 'allowed');
    each(seen('contact', 'shared'), 'allowed');
    each(seen('colleague', 'own'), 'allowed');
    each(seen('colleague', 'shared'), 'unknown-case');
  });

  it('lets anybody of a customer report, look and choose what they hear', () => {
    each(
      asks((ask) => isCustomer(ask) && isOfCustomers(ask) && !isAboutCase(ask)),
      'allowed',
    );
  });

  it('keeps what leads look after from agents, and from nobody else of the desk', () => {
    const visible = asks(
      (ask) => isDesk(ask) && !isOfCustomers(ask) && ask.ownership === 'own' && !ask.isSensitive,
    );
    each(
      visible.filter(({ role }) => role === 'lead'),
      'allowed',
    );
    const forLeads = visible.filter((ask) => ask.role === 'agent' && told(rightTo(ask)) === 'leads-only');
    assert.deepEqual(
      forLeads.map(({ verb }) => verb).toSorted(),
      [
        ...verbs.filter((verb) => isCaseVerb(verb) && isLeadVerb(verb)),
        'board',
        'board-export',
        'drop-override',
        'save-settings',
        'set-override',
        'set-rotation',
        'settings',
      ].toSorted(),
    );
  });

  it('says the same of the desk as the check of its turn: owner and leads see a private case', () => {
    for (const isLead of [true, false])
      for (const isOwn of [true, false])
        for (const sensitive of [true, false]) {
          const owner = isOwn ? agent.id : 'home/another';
          const subject = aCase({ number: 7, owner, sensitive });
          assert.equal(
            sees(isLead ? 'lead' : 'agent', isOwn ? 'own' : 'shared', sensitive),
            maySee({ ...agent, isLead }, subject),
            JSON.stringify({ isLead, isOwn, sensitive }),
          );
        }
  });
});
