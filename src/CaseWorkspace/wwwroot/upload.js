// Sends a file to the API and tells the page how far it is. One upload at a time.

let running = null;

export function upload(input, address, page) {
  const file = input.files?.[0];
  if (!file) {
    return { chosen: false, sealed: false, code: null };
  }

  return new Promise(resolve => {
    const request = new XMLHttpRequest();
    let told = -1;
    const end = (done, code) => {
      running = null;
      resolve({ chosen: true, sealed: done, code });
    };
    request.upload.onprogress = event => {
      const percent = event.lengthComputable && event.total > 0 ? Math.floor(event.loaded / event.total * 100) : 0;
      if (percent !== told) {
        told = percent;
        page.invokeMethodAsync('Sent', percent).catch(() => {});
      }
    };
    request.onload = () => end(request.status >= 200 && request.status < 300, request.status < 300 ? null : codeOf(request.responseText));
    request.onerror = () => end(false, null);
    request.onabort = () => end(false, 'upload-stopped');
    request.open('PUT', `${address}?fileName=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('X-CaseWorkspace', '1');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    running = request;
    request.send(file);
  });
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
