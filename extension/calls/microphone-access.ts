/** An offscreen document cannot ask for the microphone; it can only see whether it was granted. */
export type MicrophoneAccess = 'granted' | 'refused' | 'not_asked';

const MICROPHONE = { name: 'microphone' } as const;

export const microphoneAccess = async (): Promise<MicrophoneAccess> => {
  const { state } = await navigator.permissions.query(MICROPHONE);
  if (state === 'granted') return 'granted';
  if (state === 'denied') return 'refused';
  // A browser started with a granted fake microphone still reports `prompt`; but device labels show the grant.
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.some(device => device.kind === 'audioinput' && device.label !== '')
    ? 'granted'
    : 'not_asked';
};

/** Reports the access now and after each change. */
export const watchMicrophone = async (told: (access: MicrophoneAccess) => void): Promise<void> => {
  const look = async (): Promise<void> => told(await microphoneAccess());
  const permission = await navigator.permissions.query(MICROPHONE);
  permission.addEventListener('change', () => void look());
  await look();
};
