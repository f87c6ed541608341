import assert from 'node:assert/strict';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { Activity } from 'botbuilder';
import sinon from 'sinon';
import { appId, homeTenant } from '../stand-in/activities.ts';
import { startDesk } from '../stand-in/desk.ts';
import type { Teams } from '../stand-in/teams.ts';
import { issuer } from '../stand-in/teams.ts';
import type { Recipe } from './forge.ts';
import { forge, listCorpusKeys, recipes } from './forge.ts';

type Desk = Awaited<ReturnType<typeof startDesk>>;

const post = async (desk: Desk, authorization: string | null, activity: unknown) => {
  const response = await fetch(`${desk.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
    body: JSON.stringify(activity),
  });
  return { status: response.status, text: await response.text() };
};

/** Microsoft's own check of the same request, pointed at the same stand-in. */
const oracleAccepts = async (
  teams: Teams,
  authorization: string | null,
  activity: object,
): Promise<boolean> => {
  const authentication = new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: appId,
    MicrosoftAppPassword: 'unused',
    MicrosoftAppType: 'MultiTenant',
    ToChannelFromBotLoginUrl: `${teams.url}/${homeTenant}`,
    ToChannelFromBotOAuthScope: 'https://api.botframework.test',
    ToBotFromChannelTokenIssuer: issuer,
    OAuthUrl: teams.url,
    ToBotFromChannelOpenIdMetadataUrl: `${teams.url}/openid`,
    ToBotFromEmulatorOpenIdMetadataUrl: `${teams.url}/openid`,
    CallerId: 'urn:botframework:azure',
  });
  try {
    await authentication.authenticateRequest(activity as Activity, authorization ?? '');
    return true;
  } catch {
    return false;
  }
};

describe('Who may come in', () => {
  let desk: Desk;
  before(async () => {
    desk = await startDesk();
    listCorpusKeys(desk.teams);
    // Microsoft's check prints the keys of tokens it refuses.
    sinon.stub(console, 'error');
  });
  after(async () => {
    sinon.restore();
    await desk.close();
  });

  it('is tried with at least sixty forged tokens', () => {
    assert.ok(recipes.filter(({ status }) => status !== 200).length >= 60);
    assert.equal(new Set(recipes.map(({ name }) => name)).size, recipes.length);
  });

  const title = ({ name, status }: Recipe) =>
    `${status === 200 ? 'lets in' : `answers ${status} to`}: ${name}`;
  for (const recipe of recipes)
    it(title(recipe), async () => {
      const { authorization, activity } = forge(recipe, desk.teams);
      const before = desk.received.length;
      const { status, text } = await post(desk, authorization, activity);
      assert.equal(status, recipe.status);
      assert.equal(
        desk.received.length - before,
        status === 200 ? 1 : 0,
        'a refused request reached the desk',
      );
      assert.ok(text.length < 40 && !text.includes('\n'), 'a refusal says as little as possible');
      const accepted = await oracleAccepts(desk.teams, authorization, activity);
      assert.equal(
        accepted,
        status === 200 || recipe.stricter !== undefined,
        'Microsoft’s own check disagrees',
      );
    });

  it('makes the bot send nothing and ask for no token, whatever was tried', () => {
    assert.deepEqual(desk.teams.sent, []);
    assert.equal(desk.teams.counts.token, 0);
  });
});
