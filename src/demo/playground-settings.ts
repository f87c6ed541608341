import type { Side } from './people.ts';

/** A person in the Playground's own words; every member is required for the current user. */
const personSettings = ({ name, objectId, email }: Side['speaker']) => {
  const [givenName = name, ...family] = name.split(' ');
  return {
    id: `29:${objectId}`,
    name,
    userPrincipleName: email,
    aadObjectId: objectId,
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
export const playgroundSettings = ({ tenantId, speaker, others, team }: Side): string =>
  JSON.stringify(
    {
      version: '0.1.1',
      tenantId,
      bot: { id: '28:handoff-demo', name: 'Handoff' },
      currentUser: personSettings(speaker),
      users: others.map(personSettings),
      personalChat: { id: `a:personal-${speaker.objectId}` },
      groupChat: { id: team.groupChat, name: team.name },
      team: {
        id: team.conversation,
        name: team.name,
        aadGroupId: team.groupId,
        channels: [team.channel],
      },
    },
    null,
    2,
  );
