/**
 * What all our ZMQ sockets have in common. A kernel binds its sockets some time after we connect: ZMQ's default of
 * 100 ms between attempts would hide a fast start. Without a high-water mark nothing that has arrived is dropped.
 */
export const socketOptions = { reconnectInterval: 5, receiveHighWaterMark: 0, linger: 0 } as const;
