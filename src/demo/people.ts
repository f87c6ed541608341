/** The fictional desk of the demo. Its partner and customers are the sample data's. */
import { demoDesk } from '../config.ts';

/** Somebody as the Playground shows them to the bot. */
export type DeskPerson = { readonly name: string; readonly objectId: string; readonly tenantId: string };

/** Whom the browser page speaks as: an agent, and the desk's lead. The tenant is the demo's home tenant. */
export const demoAgent: DeskPerson = {
  name: 'Mika Tanaka',
  objectId: demoDesk.leadObjectId,
  tenantId: demoDesk.tenantId,
};

/** The Playground wants exactly five others in its team. None of them acts. */
export const colleagues = [
  { name: 'Jonas Keller', objectId: '5b1f0c7e-3d52-4c8e-9a41-0d6a7f2b9c11' },
  { name: 'Priya Raman', objectId: '5b1f0c7e-3d52-4c8e-9a41-0d6a7f2b9c12' },
  { name: 'Lin Yu-ting', objectId: '5b1f0c7e-3d52-4c8e-9a41-0d6a7f2b9c13' },
  { name: 'Carla Mendes', objectId: '5b1f0c7e-3d52-4c8e-9a41-0d6a7f2b9c14' },
  { name: 'Tom Okafor', objectId: '5b1f0c7e-3d52-4c8e-9a41-0d6a7f2b9c15' },
] as const;
