// The relay as one writes it with socket.io: rooms of two, acknowledged when it was sent on,
// nothing written down.
import { createServer } from "node:http";
import { Server } from "socket.io";

const server = createServer();
const io = new Server(server, { transports: ["websocket"], serveClient: false });

io.on("connection", (socket) => {
  const room = socket.handshake.query.pair;
  socket.join(room);
  socket.on("m", (id, text, acknowledge) => {
    socket.to(room).emit("m", id, text);
    acknowledge(id);
  });
});

server.listen(0, "127.0.0.1", () => console.log(`ready ${server.address().port}`));
process.on("SIGUSR2", () => globalThis.gc?.());
process.on("SIGTERM", () => process.exit(0));
