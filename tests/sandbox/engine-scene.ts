import { afterEach, beforeEach } from 'vitest';
import type { CarrierOptions } from '../../sandbox/carrier/carrier.ts';
import { connectDevice } from './engine-device.ts';
import { eventually, OWNED, type Stand, startStand } from './engine-stand.ts';

export const SILENT = '+12125550111';
export const HUMAN = '+12125550100';
export const NOBODY = '+12125550103';
export const BUSY = '+12125550102';
const EVENTS = ['start', 'end', 'join', 'leave', 'mute', 'hold'];

/** The TwiML for a rep's way into the room, as Ringside writes it. */
export const room = () =>
  `<Dial timeLimit="14400"><Conference beep="false" startConferenceOnEnter="true" endConferenceOnExit="false" ` +
  `waitUrl="" participantLabel="rep" statusCallback="/room" ` +
  `statusCallbackEvent="${EVENTS.join(' ')}">room_1</Conference></Dial>`;

/** A carrier, an application and devices for each test of a file, and the acts of a rep and a customer. */
export const playScene = () => {
  const devices: { close(): Promise<void> }[] = [];
  let current: Stand | undefined;
  const stand = (): Stand => {
    if (!current) throw new Error('The scene is set before each test.');
    return current;
  };
  beforeEach(async () => {
    current = await startStand();
  });
  afterEach(async () => {
    for (const device of devices.splice(0)) await device.close();
    await stand().stop();
  });

  /** The room's events, each with the label of its participant. */
  const events = () =>
    stand()
      .received('/room')
      .map(({ params }) => [params.StatusCallbackEvent, params.ParticipantLabel].filter(Boolean).join(' '));

  const connect = async (params: Record<string, string> = {}, token?: string, reconnectTimeoutS?: number) => {
    const device = await connectDevice(stand().carrier, params, token, reconnectTimeoutS);
    devices.push(device);
    return device;
  };

  return {
    get stand() {
      return stand();
    },
    events,
    connect,
    /** The events of the customer's leg. */
    said: () =>
      stand()
        .received('/customer')
        .map(({ params }) => params.CallStatus),
    conference: () => stand().carrier.ledger().conferences[0],
    async restart(options: Partial<CarrierOptions>) {
      await stand().stop();
      current = await startStand(options);
    },
    /** Puts a rep in the room. */
    async enterRoom({ reconnectTimeoutS = 0 } = {}) {
      stand().application.twiml('/voice', room());
      const device = await connect({ ticket: 'call_1.secret' }, undefined, reconnectTimeoutS);
      const sid = await device.callSid();
      await eventually(() => events().includes('participant-join rep'), 'the rep joins');
      return { device, sid };
    },
    addCustomer: (to: string, more: object = {}) =>
      stand()
        .client.conferences('room_1')
        .participants.create({
          from: OWNED,
          to,
          label: 'customer',
          earlyMedia: true,
          beep: 'false',
          startConferenceOnEnter: true,
          endConferenceOnExit: false,
          timeout: 25,
          timeLimit: 14_400,
          statusCallback: stand().hook('/customer'),
          statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
          conferenceStatusCallback: stand().hook('/other-room'),
          conferenceStatusCallbackEvent: EVENTS,
          ...more,
        }),
  };
};
