// The floor of the speed bars, as its own process: bare Socket.IO with one insert through pg for each reply. It is plain JavaScript, so
// that it contains nothing but the two libraries. It prints its port.
import { createServer } from "node:http";
import pg from "pg";
import { Server } from "socket.io";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query(
  "CREATE TABLE IF NOT EXISTS floor_replies (id bigserial PRIMARY KEY, room text NOT NULL, content text NOT NULL, created_at timestamptz NOT NULL)",
);

const hello = JSON.stringify({ hello: "world" });
const http = createServer((_request, response) => response.setHeader("content-type", "application/json").end(hello));
const io = new Server(http, { serveClient: false });
io.on("connection", (socket) => {
  socket.join(socket.handshake.auth.room);
  socket.on("reply", async ({ room, content }, done) => {
    const { rows } = await pool.query({
      name: "reply",
      text: "INSERT INTO floor_replies (room, content, created_at) VALUES ($1, $2, now()) RETURNING id, content, created_at",
      values: [room, content],
    });
    io.to(room).emit("reply", rows[0]);
    done(rows[0]);
  });
});
http.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: http.address().port })));
process.stdin.resume().on("end", () => process.exit(0));
