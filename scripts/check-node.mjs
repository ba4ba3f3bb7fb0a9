// The first import of everything that npm starts. It says which Node.js is needed before anything newer is loaded.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Handraise needs Node.js 20.19 or later. This is ${process.version}.`);
  process.exit(1);
}
