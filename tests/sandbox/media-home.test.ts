import { promises } from 'node:dns';
import { expect, test, vi } from 'vitest';
import { MediaStreamTrack, RTCPeerConnection, usePCMU } from 'werift';
import { answerOffer } from '../../sandbox/carrier/media/webrtc-leg.ts';

test('a leg answers with the addresses of this machine, without any name look-up', async () => {
  const lookup = vi.spyOn(promises, 'lookup');
  const peer = new RTCPeerConnection({ codecs: { audio: [usePCMU()] }, iceServers: [] });
  peer.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendrecv' });
  const answer = await answerOffer((await peer.createOffer()).sdp);
  const names = lookup.mock.calls.map(([name]) => name);
  lookup.mockRestore();
  await peer.close();
  if (!answer.ok) throw new Error(answer.error);
  answer.value.leg.close();
  expect(answer.value.answerSdp).toMatch(/a=candidate:.* 127\.0\.0\.1 \d+ typ host/);
  expect(answer.value.answerSdp).not.toContain('typ srflx');
  expect(names).toEqual([]);
});
