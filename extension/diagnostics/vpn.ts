const PATIENCE_MS = 1_000;

/** Chrome names the kind of network in the statistics of each address it would send sound from. */
type LocalCandidate = { readonly type: string; readonly networkType?: string };

const isLocal = (each: unknown): each is LocalCandidate =>
  typeof each === 'object' && each !== null && 'type' in each && each.type === 'local-candidate';

/** Whether sound would leave this computer through a VPN. Nothing is sent to find that out. */
export const isVpn = async (): Promise<boolean> => {
  const probe = new RTCPeerConnection();
  probe.createDataChannel('');
  const { promise: gathered, resolve } = Promise.withResolvers<void>();
  probe.onicegatheringstatechange = () => {
    if (probe.iceGatheringState === 'complete') resolve();
  };
  await probe.setLocalDescription();
  await Promise.race([gathered, new Promise(late => setTimeout(late, PATIENCE_MS))]);
  let found = false;
  const stats = await probe.getStats();
  stats.forEach((each: unknown) => {
    if (isLocal(each) && each.networkType === 'vpn') found = true;
  });
  probe.close();
  return found;
};
