import { colleagues, type DeskPerson } from './people.ts';

/** A person in the Playground's own words; every member is required for the current user. */
const personSettings = (person: { readonly name: string; readonly objectId: string }) => {
  const [givenName = person.name, ...family] = person.name.split(' ');
  const email = `${person.name.toLowerCase().replace(/[^a-z]+/g, '.')}@desk.example`;
  return {
    id: `29:${person.objectId}`,
    name: person.name,
    userPrincipleName: email,
    aadObjectId: person.objectId,
    givenName,
    surname: family.join(' '),
    email,
  };
};

/**
 * The content of `.m365agentsplayground.yml`, written as JSON, which every YAML reader reads.
 * Found by trying version 0.2.28: exactly five users, none of them the current one, ids unique, and at
 * most one Teams channel beside General; anything else ends it with the reason only in its log file.
 */
export const playgroundSettings = (desk: DeskPerson): string =>
  JSON.stringify(
    {
      version: '0.1.1',
      tenantId: desk.tenantId,
      bot: { id: '28:handoff-demo', name: 'Handoff' },
      currentUser: personSettings(desk),
      users: colleagues.map(personSettings),
      personalChat: { id: `a:personal-${desk.objectId}` },
      groupChat: { id: '19:desk@thread.v2', name: 'Desk' },
      team: {
        id: '19:support@thread.tacv2',
        name: 'Support',
        aadGroupId: '5b1f0c7e-3d52-4c8e-9a41-0d6a7f2b9c20',
        channels: [{ id: '19:lead-room@thread.tacv2', name: 'Lead room' }],
      },
    },
    null,
    2,
  );
