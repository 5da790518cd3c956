// The cost of Cloudflare itself: a Worker that only answers, one D1 read, one Durable Object hop, and the answers a
// dial waits for. Never part of the product.
import { DurableObject } from 'cloudflare:workers';

export class Floor extends DurableObject {
  hop() {
    return 1;
  }

  write() {
    const { sql } = this.ctx.storage;
    sql.exec('create table if not exists row (id integer primary key)');
    sql.exec('insert into row default values');
    return 1;
  }
}

const objectOf = (env, name) => env.FLOOR.get(env.FLOOR.idFromName(name));
const read = env => env.DB.prepare('select 1 as one').first();

/** Like a dial: two reads, a row in an existing object, the first row of a new one. */
const dial = async env => {
  await read(env);
  await read(env);
  await objectOf(env, 'switchboard').write();
  return objectOf(env, crypto.randomUUID()).write();
};

// biome-ignore lint/style/noDefaultExport: workerd finds a Worker by its default export.
export default {
  /** Any other path is the name of an object, as each call has its own. */
  fetch: async (request, env) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/v1/health') return Response.json({ ok: true });
    if (pathname === '/read') return Response.json(await read(env));
    if (request.method === 'POST') await request.arrayBuffer();
    return Response.json(pathname === '/dial' ? await dial(env) : await objectOf(env, pathname).hop());
  },
};
