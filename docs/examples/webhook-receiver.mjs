// A receiver of Zhaoyun's webhooks, with nothing but Node 20 or newer:
//
//   WEBHOOK_SECRET=whsec_… ZHAOYUN=https://zs.example.gov.cn ZHAOYUN_KEY=zyk_… node webhook-receiver.mjs
//
// It verifies each message, takes none twice, and asks who registered with a key of the scopes
// registrations:read and contacts:read.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { WEBHOOK_SECRET = '', ZHAOYUN, ZHAOYUN_KEY, PORT = '8787' } = process.env;
const secret = Buffer.from(WEBHOOK_SECRET.replace(/^whsec_/, ''), 'base64');
const seen = new Set(); // a real one keeps them in its database

function genuine(headers, body) {
  const id = headers['webhook-id'];
  const at = headers['webhook-timestamp'];
  if (!id || !at || Math.abs(Date.now() / 1000 - Number(at)) > 300) return false; // too old: somebody repeats it
  const want = createHmac('sha256', secret).update(`${id}.${at}.${body}`).digest();
  return String(headers['webhook-signature']).split(' ').some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
    return one.startsWith('v1,') && given.length === want.length && timingSafeEqual(given, want);
  });
}

async function took({ type, data }) {
  console.log(type, JSON.stringify(data));
  if (type !== 'registration.confirmed' || !ZHAOYUN_KEY) return;
  const answer = await fetch(`${ZHAOYUN}/api/v1/events/${data.event}/registrations?contacts=full`, {
    headers: { authorization: `Bearer ${ZHAOYUN_KEY}` },
  });
  const { items = [] } = await answer.json();
  const who = items.find(({ id }) => id === data.registration);
  if (who) console.log('  ', who.name, who.organisationName, who.contact);
}

createServer(async (request, response) => {
  let body = '';
  request.setEncoding('utf8');
  for await (const part of request) body += part;
  if (request.method !== 'POST' || !genuine(request.headers, body)) return response.writeHead(401).end();
  response.writeHead(204).end(); // at once; the work comes after
  const id = request.headers['webhook-id'];
  if (seen.has(id)) return;
  seen.add(id);
  await took(JSON.parse(body)).catch((error) => console.error(error));
}).listen(Number(PORT), () => console.log(`listening on ${PORT}`));
