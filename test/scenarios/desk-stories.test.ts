import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deskStory, playDesk } from './desk-play.ts';
import { deskStories, stepsOf } from './folders.ts';

/*
 * Stories with more than one person: who is told what, when, and who is not. The folders are those of the other
 * stories; theirs name the leads.
 */

describe('stories of a whole desk, over the wire', function () {
  this.timeout(60_000);
  for (const name of deskStories())
    it(name.replaceAll('-', ' '), async () => {
      const place = join(import.meta.dirname, name);
      assert.ok(existsSync(join(place, 'story.md')), 'a story says why it exists');
      const transcript = await playDesk(deskStory.parse(stepsOf(name)));
      const golden = join(place, 'transcript.txt');
      if (process.env['GOLDEN'] === 'write') writeFileSync(golden, transcript);
      assert.equal(transcript, existsSync(golden) ? readFileSync(golden, 'utf8') : '');
    });
});
