import { ask } from './ask.ts';
import { listeningTo, problem, tab } from './state.ts';

const play = (stream: MediaStream): HTMLAudioElement => {
  const audio = new Audio();
  audio.srcObject = stream;
  void audio.play();
  return audio;
};

/** Opens an audio connection: plays what the network sends, and sends it `microphone`. */
const connect = async (
  path: string,
  body: object,
  microphone?: MediaStream,
): Promise<RTCPeerConnection | undefined> => {
  const peer = new RTCPeerConnection();
  const [track] = microphone?.getAudioTracks() ?? [];
  if (track && microphone) peer.addTrack(track, microphone);
  else peer.addTransceiver('audio', { direction: 'recvonly' });
  let audio: HTMLAudioElement | undefined;
  peer.ontrack = ({ streams: [stream], track: heard }) => {
    audio ??= play(stream ?? new MediaStream([heard]));
  };
  peer.onconnectionstatechange = () => {
    if (peer.connectionState === 'closed' || peer.connectionState === 'failed') audio?.pause();
  };
  await peer.setLocalDescription(await peer.createOffer());
  const answer = await ask<{ sdp: string }>(path, { tab, sdp: peer.localDescription?.sdp ?? '', ...body });
  if (!answer) {
    peer.close();
    return undefined;
  }
  await peer.setRemoteDescription({ type: 'answer', sdp: answer.sdp });
  return peer;
};

let ear: RTCPeerConnection | undefined;

/** Plays both sides of a call; stops the previous one. */
export const listenTo = async (callSid: string): Promise<void> => {
  ear?.close();
  ear = await connect('/sandbox/listen', { callSid });
  listeningTo.value = ear ? callSid : undefined;
};

export const stopListening = async (): Promise<void> => {
  ear?.close();
  ear = undefined;
  listeningTo.value = undefined;
  await ask('/sandbox/listen/stop', { tab });
};

let line: { readonly peer: RTCPeerConnection; readonly microphone: MediaStream } | undefined;

const hangUpLine = () => {
  line?.peer.close();
  for (const track of line?.microphone.getTracks() ?? []) track.stop();
  line = undefined;
};

/** Makes this tab the telephone at a number. False when it fails. */
export const becomePhone = async (number: string): Promise<boolean> => {
  hangUpLine();
  try {
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    const peer = await connect('/sandbox/phone', { number }, microphone);
    if (peer) line = { peer, microphone };
    else for (const track of microphone.getTracks()) track.stop();
    return peer !== undefined;
  } catch {
    problem.value = 'The browser gave no microphone. Allow it for this page, and try again.';
    return false;
  }
};

export const leavePhone = async (): Promise<void> => {
  hangUpLine();
  await ask('/sandbox/phone/close', { tab });
};

let ringer: { stop(): void } | undefined;

/** Rings, two seconds out of six, until it is stopped. */
export const ring = (rings: boolean): void => {
  if (!rings) {
    ringer?.stop();
    ringer = undefined;
    return;
  }
  if (ringer) return;
  const context = new AudioContext();
  const volume = context.createGain();
  volume.gain.value = 0;
  volume.connect(context.destination);
  for (const hz of [440, 480]) {
    const tone = context.createOscillator();
    tone.frequency.value = hz;
    tone.connect(volume);
    tone.start();
  }
  const burst = () => {
    volume.gain.setValueAtTime(0.08, context.currentTime);
    volume.gain.setValueAtTime(0, context.currentTime + 2);
  };
  burst();
  const timer = setInterval(burst, 6000);
  ringer = {
    stop() {
      clearInterval(timer);
      void context.close();
    },
  };
};
