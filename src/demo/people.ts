/** The fictional people of the demo. The desk's partner and the customers are the sample data's. */
import { demoDesk } from '../config.ts';

/** Somebody as the Playground shows them to the bot. */
type Somebody = { readonly name: string; readonly objectId: string; readonly email: string };

/** An organization in the Playground: the one person its page speaks as, and what stands around them. */
export type Side = {
  readonly tenantId: string;
  readonly speaker: Somebody;
  /** The Playground wants exactly five others in its team. None of them acts. */
  readonly others: readonly [Somebody, Somebody, Somebody, Somebody, Somebody];
  /** Ids of its conversations, apart from those of any other side. */
  readonly team: {
    readonly name: string;
    readonly groupId: string;
    readonly conversation: string;
    readonly groupChat: string;
    readonly channel: { readonly id: string; readonly name: string };
  };
};

const person = (name: string, objectId: string, email: string): Somebody => ({ name, objectId, email });

/** Whom the desk's page speaks as: an agent, and the desk's lead. The tenant is the demo's home tenant. */
export const deskSide: Side = {
  tenantId: demoDesk.tenantId,
  speaker: person('Mika Tanaka', demoDesk.leadObjectId, 'mika.tanaka@desk.example'),
  others: [
    person('Jonas Keller', '5b1f0c7e-3d52-4c8e-9a41-0d6a7f2b9c11', 'jonas.keller@desk.example'),
    person('Priya Raman', '5b1f0c7e-3d52-4c8e-9a41-0d6a7f2b9c12', 'priya.raman@desk.example'),
    person('Lin Yu-ting', '5b1f0c7e-3d52-4c8e-9a41-0d6a7f2b9c13', 'lin.yu.ting@desk.example'),
    person('Carla Mendes', '5b1f0c7e-3d52-4c8e-9a41-0d6a7f2b9c14', 'carla.mendes@desk.example'),
    person('Tom Okafor', '5b1f0c7e-3d52-4c8e-9a41-0d6a7f2b9c15', 'tom.okafor@desk.example'),
  ],
  team: {
    name: 'Support',
    groupId: '5b1f0c7e-3d52-4c8e-9a41-0d6a7f2b9c20',
    conversation: '19:support@thread.tacv2',
    groupChat: '19:desk@thread.v2',
    channel: { id: '19:lead-room@thread.tacv2', name: 'Lead room' },
  },
};

/** Whom the customer's page speaks as: a listed contact of a brewery in the sample's directory. */
export const customerSide: Side = {
  tenantId: '00000000-0000-4000-8000-000000000123',
  speaker: person('佐藤 花子', '00000000-0000-0000-0000-000000001023', 'hanako@coho-jozo.example'),
  others: [
    person('鈴木 一郎', '00000000-0000-0000-0000-000000001024', 'ichiro@coho-jozo.example'),
    person('山本 直樹', '00000000-0000-0000-0000-000000009023', 'naoki@coho-jozo.example'),
    person('中村 愛', '00000000-0000-0000-0000-000000009024', 'ai@coho-jozo.example'),
    person('小林 大輔', '00000000-0000-0000-0000-000000009025', 'daisuke@coho-jozo.example'),
    person('加藤 由美', '00000000-0000-0000-0000-000000009026', 'yumi@coho-jozo.example'),
  ],
  team: {
    name: '情報システム',
    groupId: '00000000-0000-4000-8000-000000009123',
    conversation: '19:coho-jozo@thread.tacv2',
    groupChat: '19:coho-jozo-it@thread.v2',
    channel: { id: '19:coho-jozo-it@thread.tacv2', name: 'IT' },
  },
};
