// Waits until the workspace answers again. Used by the plain page that says what is away, and by open pages that lost their line.

const pause = time => new Promise(done => setTimeout(done, time));

// Asks every two seconds; answers false from `heard` end the waiting. Nobody hears of a request that reached no host.
export async function untilAnswered(address, heard) {
  for (;;) {
    await pause(2000);
    const answer = await fetch(address, { cache: 'no-store', redirect: 'manual' }).catch(() => null);
    if (answer !== null && await heard(answer) === false) {
      return;
    }
  }
}

const { page, asks } = document.querySelector('script[data-page]')?.dataset ?? {};
if (page) {
  untilAnswered(asks, answer => {
    // A redirection, to sign in, is an answer too; "too many" is not: others wait at the same address.
    if (answer.type === 'opaqueredirect' || (answer.status < 500 && answer.status !== 429)) {
      location.replace(page);
      return false;
    }
    return true;
  });
}
