// @ts-check
/** The build's page: complete as HTML, kept up to date by a few lines of script. */

/** @typedef {import('./progress.mjs').Shown} Shown */
/** @typedef {{demo: string, failure: string, seconds: number, steps: Shown[]}} Progress */

const WORDS = { waiting: 'waiting', running: 'running', done: 'done', current: 'up to date', failed: 'failed' };

/** @param {Progress} progress */
export function page(progress) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plumbline is being built</title>
<noscript><meta http-equiv="refresh" content="2"></noscript>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Plumbline</h1>
<p>This page turns into the demo shop when the build is done: a few minutes the first time, seconds afterwards.</p>
<div id="build">${build(progress)}</div>
</main>
<script type="module">
const WORDS = ${JSON.stringify(WORDS)};
${[build, row, clock, escaped].map(String).join('\n')}
let missed = 0;
for (;;) {
  await new Promise((resolve) => setTimeout(resolve, 600));
  try {
    const progress = await (await fetch('/progress.json')).json();
    missed = 0;
    if (progress.demo) { location.replace(progress.demo); break; }
    document.getElementById('build').innerHTML = build(progress);
    if (progress.failure) break;
  } catch {
    missed += 1;
    if (missed > 3) {
      document.getElementById('build').insertAdjacentHTML('afterbegin', '<p class="failed">The build was stopped. Start it again with <code>npm start</code>, then reload.</p>');
      break;
    }
  }
}
</script>
</body>
</html>
`;
}

/** @param {Progress} progress */
function build(progress) {
  const failed = progress.failure
    ? `<div class="failed" role="alert"><h2>The build failed</h2><pre>${escaped(progress.failure)}</pre><p>Mend it, then run <code>npm start</code> again: what was built stays built.</p></div>`
    : '';
  return `${failed}<p class="clock">${clock(progress.seconds)}</p><ol>${progress.steps.map(row).join('')}</ol>`;
}

/** @param {Shown} step */
function row(step) {
  const time = step.state === 'waiting' || step.state === 'current' ? '' : clock(step.seconds);
  const bar =
    step.state === 'running' && step.part !== null
      ? `<progress max="1" value="${step.part}"></progress><small>${escaped(step.doing)}</small>`
      : '';
  const lines = step.lines.length > 0 ? `<pre>${step.lines.map(escaped).join('\n')}</pre>` : '';
  return `<li class="${step.state}"><b>${escaped(step.name)}</b> <span>${WORDS[step.state]}</span> <time>${time}</time>${bar}${lines}</li>`;
}

/** @param {number} seconds */
function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
h1 { margin: 0; }
ol { list-style: none; padding: 0; }
li { border-left: 4px solid #8886; padding: .3rem .8rem; margin: .4rem 0; }
li.running { border-color: #06c; } li.done, li.current { border-color: #2a7; } li.failed { border-color: #c33; }
li.waiting { opacity: .6; }
li > span { font-size: .85rem; } li > time { float: right; }
time, .clock { font-variant-numeric: tabular-nums; }
.clock { margin: 0; font-weight: 600; text-align: right; }
progress { display: block; width: 100%; }
small { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; opacity: .75; }
pre { font-size: .78rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0 0; opacity: .85; }
div.failed, p.failed { border: 1px solid #c33; padding: .5rem 1rem; border-radius: .4rem; }
`;
