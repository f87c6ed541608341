/** From the first page of a filled-in intake to a verdict of severity A, in any language. */
import type { Desk } from './desk.ts';
import type { Words } from './words.ts';

export const onPage = (desk: Desk, say: Words, page: string): Promise<void> =>
  desk.waitForCard(say('card.bar.now', { page: say(`card.page.${page}`) }));

export const completeIntake = async (desk: Desk, say: Words): Promise<void> => {
  const answer = (field: string, value: string): Promise<void> =>
    desk.choose(say(`question.${field}.label`), say(`choice.${field}.${value}`));
  const goOn = (): Promise<void> => desk.click(say('card.button.go-on'));
  await goOn();
  await onPage(desk, say, 'checked');
  await answer('knownIncident', 'none');
  await answer('troubleshooting', 'done-unresolved');
  await goOn();
  await onPage(desk, say, 'impact');
  await answer('category', 'unavailable');
  await answer('impact', 'critical');
  await goOn();
  await onPage(desk, say, 'access');
  await answer('agentRole', 'helpdesk-agent');
  await goOn();
  await desk.waitForCard(say('card.verdict.why'));
};
