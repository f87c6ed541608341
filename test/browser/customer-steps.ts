/** What a customer in Japan and the desk do until the customer was asked for something. */
import assert from 'node:assert/strict';
import type { Desk } from './desk.ts';
import { completeIntake, onPage } from './intake-steps.ts';
import { wordsIn } from './words.ts';

const en = wordsIn('en');
const ja = wordsIn('ja');
const partner = 'Northwind Cloud GmbH';
const question = 'メールが届かない方は何人ですか。エラーの画面もお送りください。';

/** The Playground speaks English whatever the browser does, so Japanese is chosen. */
export const meet = async (desk: Desk, customer: Desk): Promise<void> => {
  await desk.say('hi');
  await desk.waitForCard('Tell me in your own words');
  await customer.say('help');
  await customer.waitForCard(en('customer-card.start.title'));
  await customer.choose(en('card.language.label'), '日本語');
  await customer.click(en('card.button.my-language'));
  await customer.waitForCard(ja('customer-notice.language-set'));
};

export const report = async (customer: Desk): Promise<void> => {
  await customer.say('今朝9時から社員全員のメールが届きません');
  await customer.waitForCard(ja('customer-notice.reported', { label: 'H-1001', partner }));
};

/** Takes the request, which is filled in, and brings it to a verdict of severity A. */
export const takeToVerdict = async (desk: Desk): Promise<void> => {
  await desk.click(en('card.button.take-request'));
  await onPage(desk, en, 'who-and-what');
  assert.match(await desk.valueOf(en('question.customer.label')), /コーホー醸造/);
  assert.notEqual(await desk.valueOf(en('question.startedAt.label')), '');
  await completeIntake(desk, en);
};

/** The agent writes the question and looks at the text before it goes. */
export const previewQuestion = async (desk: Desk): Promise<void> => {
  await desk.click(en('card.button.tell'));
  await desk.waitForCard(en('card.composer.title'));
  await desk.choose(en('card.input.situation'), en('customer-situation.need-something'));
  await desk.fill(en('card.composer.text'), question);
  await desk.click(en('card.button.preview-customer'));
  await desk.waitForCard(en('card.preview.title'));
  await desk.waitForCard(question);
};

export const sendQuestion = async (desk: Desk, customer: Desk): Promise<void> => {
  await desk.click(en('card.button.send-customer'));
  await customer.waitForCard(question);
};
