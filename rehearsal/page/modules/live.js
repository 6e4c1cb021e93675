// The live line from the workspace. It mends itself: after a break it comes back with growing pauses.

const PAUSES = [300, 700, 1500, 3000, 5000];

/** Follows what happens to one person until `close()`; `opened` is called at each (re)connection, `lost` at each break. */
export function follow(as, { opened, lost, frame }) {
  let socket = null;
  let attempts = 0;
  let timer = null;
  let ended = false;

  function connect() {
    const address = new URL(`/control/live?as=${encodeURIComponent(as)}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    socket = new WebSocket(address);
    socket.onopen = () => {
      attempts = 0;
      opened();
    };
    socket.onmessage = (event) => frame(JSON.parse(event.data));
    socket.onclose = again;
  }

  function again() {
    if (ended) return;
    lost();
    timer = setTimeout(connect, PAUSES[Math.min(attempts, PAUSES.length - 1)]);
    attempts += 1;
  }

  connect();
  return {
    close() {
      ended = true;
      clearTimeout(timer);
      socket.onmessage = null;
      socket.close();
    },
  };
}
