// What Cloudflare itself costs: a Worker that only answers, and one Durable Object hop. Never part of the product.
import { DurableObject } from 'cloudflare:workers';

export class Floor extends DurableObject {
  hop() {
    return 1;
  }
}

// biome-ignore lint/style/noDefaultExport: workerd finds a Worker by its default export.
export default {
  /** Health answers at once; any other path is the name of an object, as each call has its own. */
  fetch: async (request, env) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/v1/health') return Response.json({ ok: true });
    if (request.method === 'POST') await request.arrayBuffer();
    return Response.json({ hops: await env.FLOOR.get(env.FLOOR.idFromName(pathname)).hop() });
  },
};
