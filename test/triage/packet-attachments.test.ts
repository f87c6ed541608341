import assert from 'node:assert/strict';
import type { TalkMessage } from '../../src/triage/talk.ts';
import { allText, mailIsDown, now, policy, written } from './packet-sample.ts';

const sent = (id: number, ...names: readonly string[]): TalkMessage => ({
  id,
  at: now,
  by: 'contoso/kei',
  byName: 'Kei',
  from: 'customer',
  said: 'answered',
  text: 'secret words of the chat',
  files: names.map((name) => ({ name, type: 'image/png' })),
});

const withFiles = {
  ...mailIsDown,
  talk: {
    openedBy: null,
    untakenSince: null,
    messages: [sent(1, 'error.png'), sent(2, 'error.png', 'trace.har')],
  },
};

describe('Files the customer named', () => {
  it('stand in the request of every door, each once, and nothing else of the talk does', () => {
    for (const { id } of policy.doors.filter(({ form }) => form !== null)) {
      const text = allText(written({ door: id, case: withFiles }));
      assert.equal(text.split('error.png').length, 2, id);
      assert.match(text, /error\.png, trace\.har/, id);
      assert.doesNotMatch(text, /secret words/, id);
    }
  });

  it('are not spoken of where there are none', () => {
    assert.doesNotMatch(allText(written()), /Files from the customer/);
  });
});
