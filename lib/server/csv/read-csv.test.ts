import { describe, expect, it } from "vitest";
import { peopleColumns } from "./people-columns";
import { type ChosenColumns, CsvError, readCsv } from "./read-csv";

const columns = { email: { label: "email", names: ["mail", "emailaddress"] }, first_name: { label: "first name", names: ["givenname"] } };
const bytesOf = (file: string | Uint8Array) => (typeof file === "string" ? new TextEncoder().encode(file) : file);
const read = (file: string | Uint8Array) => readCsv(bytesOf(file), columns, ["email"]);
const utf16 = (text: string, swap = false) => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return swap ? bytes.swap16() : bytes;
};
const two = [
  { line: 2, values: { email: "a@b.example", first_name: "Zoë" } },
  { line: 3, values: { email: "c@d.example", first_name: "" } },
];

describe("readCsv", () => {
  it.each<[string, string | Uint8Array]>([
    ["commas", "email,first_name\na@b.example,Zoë\nc@d.example,\n"],
    ["a byte-order mark, semicolons and CRLF", "\ufeffE-Mail;Given name\r\na@b.example;Zoë\r\nc@d.example\r\n"],
    ["tabs, other columns and another order", "First Name\tx\tEmail address\nZoë\t1\ta@b.example\n\t2\tc@d.example"],
    ["quotation marks and spaces", '"email","first_name"\n"a@b.example", "Zoë"\n c@d.example ,,,\n'],
    ["Windows-1252, as Excel saves plain CSV", Buffer.from("email;first_name\r\na@b.example;Zoë\r\nc@d.example;\r\n", "latin1")],
    ["rows of separators alone, and empty columns", "email,first_name,,,\na@b.example,Zoë,,,\nc@d.example,,,,\n,,,,\n , ,\n"],
    ["letters in two parts, and no-break spaces", "email,first_name\n\u00a0a@b.example,Zoe\u0308\nc@d.example,\u202f\n"],
    [
      "commas in the names of columns that semicolons separate",
      "email (institutional, lower case);first name (given, chosen)\na@b.example;Zoë\nc@d.example;\n",
    ],
    ["UTF-16, little end first", utf16("email;first_name\r\na@b.example;Zoë\r\nc@d.example;\r\n")],
    ["UTF-16, big end first", utf16("email;first_name\r\na@b.example;Zoë\r\nc@d.example;\r\n", true)],
  ])("reads %s", async (_name, file) => expect(await read(file)).toMatchObject({ rows: two, problems: [] }));

  it("believes a first line that names the separator", async () => {
    expect((await read("sep=;\nemail;first_name\na@b.example;Smith, J")).rows).toEqual([
      { line: 3, values: { email: "a@b.example", first_name: "Smith, J" } },
    ]);
  });

  it("reads a field of several lines, and loses nobody over a quotation mark that was forgotten", async () => {
    const notes = 'email,first_name,notes\na@b.example,Zoë,"first line\nsecond line\n"\nc@d.example,,ok\n';
    expect((await read(notes)).rows.map(({ line, values }) => [line, values.email])).toEqual([
      [2, "a@b.example"],
      [5, "c@d.example"],
    ]);

    const forgotten = 'email,first_name,notes\na@b.example,"Zoë,x\nb@b.example,Ann,y\nc@b.example,"Eve,z\nd@b.example,Bob,\n';
    const { rows, problems } = await read(forgotten);
    expect(rows.map(({ values }) => values.email)).toEqual(["b@b.example", "d@b.example"]);
    expect(problems.map(({ line }) => line)).toEqual([2, 4]);
  });

  it.each<[string, string[]]>([
    ['"a@b.example","Zo""ë"', ["a@b.example", 'Zo"ë']],
    [' "a@b.example" , "Zoë, J" ', ["a@b.example", "Zoë, J"]],
    ['a@b.example,""', ["a@b.example", ""]],
    ['"a@b.example",', ["a@b.example", ""]],
  ])("takes the fields of %s apart", async (line, [email, first_name]) => {
    expect((await read(`email,first_name\n${line}`)).rows).toEqual([{ line: 2, values: { email, first_name } }]);
  });

  it.each(['a@b.example,Zo"ë"', '"a@b.example"x,Zoë', 'a@b.example,"Zoë""'])("refuses the quotation marks of %s", async (line) => {
    expect((await read(`email,first_name\n${line}`)).problems).toEqual([{ line: 2, msg: "has a quotation mark without its other half" }]);
  });

  it("keeps damaged UTF-8 apart from an older encoding", async () => {
    const file = Buffer.concat([Buffer.from("email,first_name\na@b.example,Zoë\nc@d.example,"), Buffer.from([0xff]), Buffer.from("\n")]);
    const { rows, problems } = await read(file);
    expect(rows).toEqual([two[0]]);
    expect(problems).toEqual([{ line: 3, msg: "contains bytes that are no text: save the file as UTF-8" }]);
  });

  it("reports every line that cannot be read, and reads all others", async () => {
    const file = utf16(
      [
        "email,first_name",
        'a@b.example,"Zoë',
        "",
        ",Ann",
        "a@b.example,b,c",
        "nul@b.example,\0",
        "x".repeat(2001),
        "good@b.example,Ann",
      ].join("\n"),
    );
    // Half of a surrogate pair, and a file that ends in the middle of a character.
    const broken = Buffer.concat([file, Buffer.from("\nhalf@b.example,", "utf16le"), Buffer.from([0x00, 0xd8, 0x0a, 0x00, 0x41])]);
    const { rows, problems } = await read(broken);

    expect(rows.map(({ line, values }) => [line, values.email])).toEqual([
      [4, ""],
      [8, "good@b.example"],
    ]);
    expect(problems).toEqual([
      { line: 2, msg: "has a quotation mark without its other half" },
      { line: 5, msg: "has 3 fields, the first line names 2" },
      { line: 6, msg: "contains a NUL character" },
      { line: 7, msg: "is longer than 2000 characters" },
      { line: 9, msg: "contains bytes that are no text: save the file as UTF-8" },
      { line: 10, msg: "contains bytes that are no text: save the file as UTF-8" },
    ]);
  });

  it.each<[string, string | Uint8Array, string]>([
    ["an empty file", "\ufeff\n \n", "must not be an empty file"],
    ["a file without the column", "name\nAnn", 'must name a column "email"'],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]), 'must name a column "email"'],
    ["a workbook", new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14, 0]), "This one is a spreadsheet"],
    ["a first line without an end", `email${",".repeat(10_000)}`, "a first line of at most 10000 characters"],
    ["too many lines", `email\n${"\n".repeat(20_000)}`, "must have at most 20000 lines"],
  ])("refuses %s", async (_name, file, message) => {
    await expect(read(file)).rejects.toThrow(CsvError);
    await expect(read(file)).rejects.toThrow(message);
  });

  it.each([
    ["German", "E-Mail-Adresse;Vorname;Nachname;Rolle;Kurs"],
    ["French", "Adresse e-mail;Pr\u00e9nom;Nom;R\u00f4le;Cours"],
    ["French, as a Mac writes it", "Courriel;Pre\u0301nom;Nom de famille;Ro\u0302le;Cours"],
    ["Spanish", "Correo electr\u00f3nico;Nombre;Apellidos;Rol;Curso"],
    ["Italian", "Indirizzo e-mail;Nome;Cognome;Ruolo;Corso"],
    ["English", "Email (institutional);First name;Last name;Role;Course title"],
  ])("knows a heading in %s", async (_language, heading) => {
    const { heading: read } = await readCsv(bytesOf(`${heading}\n`), peopleColumns, ["email", "first_name", "last_name", "role"]);
    expect(read).toMatchObject({ columns: { email: 1, first_name: 2, last_name: 3, role: 4, course: 5 }, missing: [] });
  });

  it("lets someone say where a column stands, and that one is to be left out", async () => {
    const file = bytesOf("first_name,Contact,email\nZoe,a@b.example,old@b.example\n");
    const given = (chosen: ChosenColumns<keyof typeof columns>) => readCsv(file, columns, ["email"], chosen);

    expect((await given({ email: 2 })).rows).toEqual([{ line: 2, values: { email: "a@b.example", first_name: "Zoe" } }]);
    expect((await given({ first_name: null })).rows).toEqual([{ line: 2, values: { email: "old@b.example", first_name: "" } }]);
    expect(await given({ email: 9 })).toEqual({
      rows: [],
      problems: [],
      heading: { names: ["first_name", "Contact", "email"], columns: { email: null, first_name: 1 }, missing: ["email"] },
    });
  });
});
