// Sends a file to the API and tells the page how far it is. One upload at a time.

let running = null;

// asIs: the person means what looks like a mistake, such as an empty file.
export function upload(input, address, page, asIs) {
  const file = input.files?.[0];
  if (!file) {
    return { chosen: false, sealed: false, code: null, name: null };
  }

  return new Promise(resolve => {
    const request = new XMLHttpRequest();
    const end = (done, code) => {
      running = null;
      resolve({ chosen: true, sealed: done, code, name: file.name });
    };
    tellProgress(request, page);
    request.onload = () => end(request.status >= 200 && request.status < 300, request.status < 300 ? null : codeOf(request.responseText));
    request.onerror = () => end(false, null);
    request.onabort = () => end(false, 'upload-stopped');
    request.open('PUT', `${address}?asIs=${asIs}`);
    request.setRequestHeader('X-CaseWorkspace', '1');
    request.setRequestHeader('Content-Disposition', named(file));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    running = request;
    request.send(file);
  });
}

// The names of the files that are chosen and not sent yet.
export function chosen(input) {
  return [...input?.files ?? []].map(file => file.name);
}

// Adds the chosen files to a request, one after another; those that did not go through stay chosen. asIs speaks of the first alone.
export async function addAll(input, address, page, asIs) {
  const waiting = [...input.files ?? []];
  const sent = [];
  let code = null;
  while (waiting.length > 0 && code === null) {
    const answer = await post(address, waiting[0], page, asIs && sent.length === 0);
    if (answer.done) {
      sent.push(answer.done);
      waiting.shift();
    } else {
      code = answer.code ?? 'document-broken';
    }
  }
  const left = new DataTransfer();
  waiting.forEach(file => left.items.add(file));
  input.files = left.files;
  return { sent, code, left: waiting.length, name: waiting[0]?.name ?? null };
}

// Often enough to be watched, seldom enough for a slow line.
const every = 400;

function tellProgress(request, page) {
  let told = 0;
  const tell = event => {
    const now = performance.now();
    if (event.lengthComputable && (now - told > every || event.loaded === event.total)) {
      told = now;
      page.invokeMethodAsync('Sent', event.loaded, event.total).catch(() => {});
    }
  };
  request.upload.onprogress = tell;
  request.upload.onload = tell;
}

function post(address, file, page, asIs) {
  return new Promise(resolve => {
    const request = new XMLHttpRequest();
    tellProgress(request, page);
    page.invokeMethodAsync('Sending', file.name).catch(() => {});
    const end = answer => {
      running = null;
      resolve(answer);
    };
    request.onload = () => end(request.status === 201 ? { done: JSON.parse(request.responseText) } : { code: codeOf(request.responseText) });
    request.onerror = () => end({ code: null });
    request.onabort = () => end({ code: 'document-stopped' });
    request.open('POST', `${address}?asIs=${asIs}`);
    request.setRequestHeader('X-CaseWorkspace', '1');
    request.setRequestHeader('Content-Disposition', named(file));
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    running = request;
    request.send(file);
  });
}

// RFC 8187. Not in the address: proxies log addresses, and names of files name people.
function named(file) {
  return `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, one => `%${one.charCodeAt(0).toString(16)}`)}`;
}

export function stop() {
  running?.abort();
}

// A problem's type is urn:caseworkspace:problem:CODE.
function codeOf(answer) {
  try {
    return JSON.parse(answer).type.split(':').pop();
  } catch {
    return null;
  }
}
