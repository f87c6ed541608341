'use strict';
// Preloaded into the Playground's process. It would listen on every interface and so open a bot
// without sign-in to the network; here every TCP server of the process is held to 127.0.0.1.
// It also tells the parent the port it really got, and ends with the parent, however that ended:
// the channel between the two closes even when the parent is killed.
const net = require('node:net');

const loopback = '127.0.0.1';
const listen = net.Server.prototype.listen;

/** The arguments of listen() with the host replaced; a pipe or an inherited handle is left as it is. */
const held = (args) => {
  const [first] = args;
  const callback = args.findLast((arg) => typeof arg === 'function');
  const rest = callback === undefined ? [] : [callback];
  if (first === undefined || first === null || typeof first === 'function')
    return [{ port: 0, host: loopback }, ...rest];
  if (typeof first === 'number' || /^\d+$/.test(String(first)))
    return [{ port: Number(first), host: loopback }, ...rest];
  return typeof first === 'object' && 'port' in first ? [{ ...first, host: loopback }, ...rest] : args;
};

net.Server.prototype.listen = function (...args) {
  this.once('listening', () => {
    const address = this.address();
    if (typeof address === 'object' && address !== null) process.send?.({ listeningOn: address.port });
  });
  return listen.apply(this, held(args));
};

process.on('disconnect', () => process.exit(0));
