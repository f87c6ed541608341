/**
 * One durable turn: load what is known, take the turn (pure), commit it with its record and outgoing rows in one
 * transaction, then answer with a picture of what was committed. Nobody is answered before the commit; nothing is
 * sent from here.
 */
import { randomUUID } from 'node:crypto';
import { Fault } from '../fault.ts';
import { faultFields, type Log } from '../log.ts';
import type { Policy } from '../policy/policy.ts';
import type { Texts } from '../texts/texts.ts';
import { localeFor } from '../texts/texts.ts';
import type { Case } from '../triage/case.ts';
import { caseSummary, searchText } from '../triage/case-summary.ts';
import type { PartnerProfile, Person } from '../triage/desk.ts';
import type { Inbound } from '../triage/inbound.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import { readInbound } from '../triage/read.ts';
import type { Reading } from '../triage/reading.ts';
import { takeTurn } from '../triage/take-turn.ts';
import type { Known, Turn } from '../triage/turn.ts';
import type { Action, ActionTokens } from './action-token.ts';
import type { Compose, Reader } from './compose.ts';
import { exportPicture } from './export.ts';
import { gather } from './gather.ts';
import type { Answer, Clock, Commit, Receive, Store } from './ports.ts';
import { personDiffers, personIdOf, personSeen, standingOf, type DeskRules } from './who.ts';
