/** What somebody of a customer does in the Playground beside typing and clicking. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Side } from '../../src/demo/people.ts';

/**
 * Sends a picture. The Playground's editor takes none, so the activity Teams would send is typed into its dialog for
 * custom activities, as its own guide says.
 */
export const sendPicture = async (page: Page, side: Side, name: string): Promise<void> => {
  const { port } = new URL(page.url());
  const { speaker, tenantId } = side;
  const activity = {
    type: 'message',
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: `http://localhost:${port}/_connector`,
    recipient: { id: '28:handoff-demo', name: 'Handoff' },
    conversation: { id: `a:personal-${speaker.objectId}`, conversationType: 'personal', tenantId },
    from: { id: `29:${speaker.objectId}`, aadObjectId: speaker.objectId, name: speaker.name },
    channelData: { tenant: { id: tenantId } },
    attachments: [{ contentType: 'image/png', name, contentUrl: 'https://smba.example/picture' }],
  };
  await page.getByText('Mock an Activity').first().click();
  await page.getByText('Custom activity', { exact: true }).click();
  await page.locator('.monaco-editor').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(JSON.stringify(activity));
  // The editor closes brackets by itself, which are there already.
  await page.keyboard.press('ControlOrMeta+Shift+End');
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Send activity' }).click();
  // While the dialog goes, the page behind it is hidden from whoever reads by roles.
  await page.locator('.monaco-editor').waitFor({ state: 'detached' });
  await page.locator('[data-lexical-editor=true]').click();
};
