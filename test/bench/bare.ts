import path from 'node:path';
import express from 'express';
import { listen } from './listening.ts';

/** What Express and EJS alone take for a page of `?bytes=`: no session, no database, no layout. */
const app = express();
app.set('views', path.join(import.meta.dirname, 'views'));
app.set('view engine', 'ejs');

const line = 'Amara Osei, 4 answers, 3 min 20 s. Two hours ago, rated 4.5 by two members, shortlisted.';

app.get('/', (req, res) => {
  const length = Math.round(Number(req.query.bytes) / (line.length + '<li></li>\n'.length));
  res.render('bare', { lines: Array.from({ length }, () => line) });
});

await listen(app);
process.once('disconnect', () => process.exit());
