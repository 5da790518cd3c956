import { live } from './state.ts';

/** Shows how a telephone on the same network connects. */
export const Join = () => {
  const { door } = live.value ?? {};
  if (!door) return null;
  return (
    <section aria-labelledby="join">
      <h2 id="join">Join with a mobile phone</h2>
      <img
        class="qr"
        src={`data:image/svg+xml,${encodeURIComponent(door.qr)}`}
        alt="QR code of the address below"
      />
      <p class="help">
        On the same network, point its camera here. Its browser does not know this machine and asks whether to
        go on: do, and allow the microphone.
      </p>
      <p class="path">{door.url}</p>
    </section>
  );
};
