import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mailFolder } from '../../src/demo/mail-folder.ts';

describe('the demo’s mail', () => {
  it('lies in a folder, word for word, and the terminal says where', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'handoff-mail-'));
    const lines: string[] = [];
    const mail = mailFolder(dataFolder, (line) => lines.push(line));
    const sent = await mail.send({
      to: { name: 'Megan\r\nBcc: all', email: 'megan@contoso.example' },
      replyTo: { name: 'Northwind', email: 'desk@northwind.example' },
      subject: 'H-1001',
      text: 'Hello\n\nWe have it.',
      reference: 'H-1001/../2',
    });
    const path = join(dataFolder, 'mail', 'H-1001-2.txt');
    assert.deepEqual(sent, { kind: 'delivered', activityId: '' });
    assert.deepEqual((await readFile(path, 'utf8')).split('\n').slice(0, 5), [
      'To: Megan Bcc: all <megan@contoso.example>',
      'Reply-To: Northwind <desk@northwind.example>',
      'Subject: H-1001',
      '',
      'Hello',
    ]);
    assert.ok(lines.join().includes(path));
    await rm(dataFolder, { recursive: true });
  });
});
