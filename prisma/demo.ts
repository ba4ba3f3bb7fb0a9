import type { Role } from "#lib/contract/auth.ts";

/** The texts of the demo data. Everything here is made up. */
export const demoPassword = "handraise-demo";

type Person = { email: string; role: Role; firstName: string; lastName: string };
export const people: Person[] = [
  { email: "student@example.edu", role: "student", firstName: "Mina", lastName: "Okafor" },
  { email: "student2@example.edu", role: "student", firstName: "Jonas", lastName: "Weber" },
  { email: "lecturer@example.edu", role: "lecturer", firstName: "Jane", lastName: "Smith" },
  { email: "lecturer2@example.edu", role: "lecturer", firstName: "Rafael", lastName: "Costa" },
  { email: "admin@example.edu", role: "admin", firstName: "Ada", lastName: "Lindqvist" },
];

const programming = "Programming 1: Python";
const databases = "Databases";

export const courses = [
  {
    title: databases,
    description: "Tables, keys and questions: from a first SELECT to joins and transactions.",
    lecturer: "lecturer2@example.edu",
    students: [],
  },
  {
    title: programming,
    description: "A first course in programming. Bring a laptop and patience; ask wherever you get stuck.",
    lecturer: "lecturer@example.edu",
    students: ["student@example.edu", "student2@example.edu"],
  },
] satisfies { title: string; description: string; lecturer: string; students: string[] }[];

export const videos = [
  { file: "python-variables.webm", course: programming, description: "Names, values and what the equals sign really does." },
  { file: "python-loops.webm", course: programming, description: "Doing a thing many times: for, range and while." },
  { file: "sql-joins.webm", course: databases, description: "Two tables, one question: inner and outer joins." },
];

export type Question = {
  name: string;
  student: string;
  lecturer: string;
  video: string;
  second: number | null;
  text: string;
  code?: string;
  replies: { by: "student" | "lecturer"; content: string }[];
  resolved: boolean;
};

export const questions: Question[] = [
  {
    name: "declare",
    student: "student@example.edu",
    lecturer: "lecturer@example.edu",
    video: "python-variables.webm",
    second: 23,
    text: "How do I declare a variable in Python? I tried using var but it didn't work.",
    code: "var x = 10\nprint(x)",
    replies: [
      {
        by: "lecturer",
        content:
          "In Python you don't declare variables with `var`. Assign a value, and the name is there:\n\n```python\nx = 10\nprint(x)\n```",
      },
      { by: "student", content: "That was it, thank you!" },
    ],
    resolved: true,
  },
  {
    name: "same-value",
    student: "student2@example.edu",
    lecturer: "lecturer@example.edu",
    video: "python-variables.webm",
    second: 41,
    text: "If I write b = a and then change b, does a change as well? It did for my list but not for my number.",
    replies: [],
    resolved: false,
  },
  {
    name: "range-end",
    student: "student@example.edu",
    lecturer: "lecturer@example.edu",
    video: "python-loops.webm",
    second: 34,
    text: "Why does range(1, 5) stop at 4? I would have expected the 5 to be printed too.",
    code: "for i in range(1, 5):\n    print(i)",
    replies: [
      {
        by: "lecturer",
        content: "The end is **not** included. It means `range(0, n)` has exactly n numbers, and `range(a, b)` has b − a of them.",
      },
    ],
    resolved: false,
  },
  {
    name: "while-forever",
    student: "student2@example.edu",
    lecturer: "lecturer@example.edu",
    video: "python-loops.webm",
    second: null,
    text: "My while loop never ends and I had to close the terminal. What should I look for first?",
    code: "n = 3\nwhile n > 0:\n    print(n)",
    replies: [],
    resolved: false,
  },
];
