import type { CsvColumns } from "./read-csv";

/** The names of the address column in English, German, French, Spanish and Italian. */
export const emailColumn = {
  label: "email",
  names: [
    ...["mail", "emailaddress", "mailaddress", "address"],
    ...["emailadresse", "mailadresse", "epost"],
    ...["adresseemail", "adressemail", "adresseelectronique", "courriel", "adressecourriel", "mel"],
    ...["correo", "correoelectronico", "direcciondecorreo", "direcciondecorreoelectronico"],
    ...["indirizzoemail", "indirizzomail", "postaelettronica", "indirizzodipostaelettronica"],
  ],
};

/** The columns of a file of people, in the same languages. */
export const peopleColumns = {
  email: emailColumn,
  first_name: {
    label: "first name",
    names: ["first", "givenname", "forename", "vorname", "rufname", "prenom", "nombre", "nombres", "nombredepila", "nome"],
  },
  last_name: {
    label: "last name",
    names: [
      ...["last", "surname", "familyname", "nachname", "familienname", "zuname"],
      ...["nom", "nomdefamille", "apellido", "apellidos", "cognome"],
    ],
  },
  role: { label: "role", names: ["rolle", "funktion", "fonction", "rol", "ruolo"] },
  course: {
    label: "course",
    names: [
      ...["coursetitle", "courseid", "class", "kurs", "kurstitel", "lehrveranstaltung", "veranstaltung"],
      ...["cours", "titreducours", "curso", "asignatura", "corso", "insegnamento"],
    ],
  },
} satisfies CsvColumns<string>;

const roles: Record<string, readonly string[]> = {
  student: [
    "studierende",
    "studierender",
    "studentin",
    "etudiant",
    "etudiante",
    "estudiante",
    "alumno",
    "alumna",
    "studente",
    "studentessa",
  ],
  lecturer: ["dozent", "dozentin", "lehrende", "lehrender", "enseignant", "enseignante", "profesor", "profesora", "docente"],
  admin: ["administrator", "administratorin", "administrateur", "administratrice", "administrador", "administradora", "amministratore"],
};

/** The role that a file names in one of these languages. Anything else stays as it is, in lower case. */
export function parseRole(text: string): string {
  const small = text.toLowerCase();
  const plain = small.normalize("NFKD").replace(/\p{M}/gu, "");
  return Object.entries(roles).find(([, names]) => names.includes(plain))?.[0] ?? small;
}
