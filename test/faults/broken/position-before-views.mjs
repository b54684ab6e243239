/** How far a projection is, is committed a while before its views, and apart from them. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const PAUSE_MS = 200;
const { query } = pg.Client.prototype;

pg.Client.prototype.query = function (...words) {
  const [first, values] = words;
  const text = first?.text ?? first;
  if (typeof text !== 'string') return query.apply(this, words);
  if (text.startsWith('select version, position') && text.includes('for update')) {
    return query.call(this, text.replace('for update', ''), values);
  }
  return text.startsWith('with moved as') ? moveApart(text, values) : query.apply(this, words);
};

async function moveApart(text, values) {
  const other = new pg.Client({ connectionString: process.env.EDICT_DATABASE_URL });
  await other.connect();
  const moved = await query.call(other, text, values);
  await other.end();
  await pause(PAUSE_MS);
  return moved;
}
