import type { Role } from "#lib/contract/auth.ts";

/** The texts of the demo data. Everything here is made up. */
export const demoPassword = "handraise-demo";

type Person = { email: string; role: Role; firstName: string; lastName: string };
export const people: Person[] = [
  { email: "student@example.edu", role: "student", firstName: "Mina", lastName: "Okafor" },
  { email: "student2@example.edu", role: "student", firstName: "Jonas", lastName: "Weber" },
  { email: "student3@example.edu", role: "student", firstName: "Priya", lastName: "Nair" },
  { email: "student4@example.edu", role: "student", firstName: "Lukas", lastName: "Brandt" },
  { email: "assistant@example.edu", role: "student", firstName: "Tomás", lastName: "Rivera" },
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
    assistants: [],
    students: [],
  },
  {
    title: programming,
    description: "A first course in programming. Bring a laptop and patience; ask wherever you get stuck.",
    lecturer: "lecturer@example.edu",
    assistants: ["assistant@example.edu"],
    students: ["student@example.edu", "student2@example.edu", "student3@example.edu", "student4@example.edu"],
  },
] satisfies { title: string; description: string; lecturer: string; assistants: string[]; students: string[] }[];

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
  /** Of the class, and then perhaps without the asker's name. Private otherwise. */
  visibility?: "class";
  anonymous?: true;
  /** Who else has the question. */
  votes?: string[];
  /** `after`: minutes after the question. */
  replies: { by: "student" | "lecturer" | "assistant" | "classmate"; content: string; after: number; endorsed?: true; accepted?: true }[];
  resolved: boolean;
  /** How long ago it was asked, in minutes. */
  age: number;
};

/** Who answers as a classmate. */
export const classmate = "student2@example.edu";

export const announcement = {
  name: "hall",
  lecturer: "lecturer@example.edu",
  title: "The exercise on Thursday is in hall 3",
  content: "The lab is being painted. We meet in **hall 3** instead, at the same time. Bring your laptop and your questions about loops.",
  age: 26 * 60,
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
        after: 22,
        content:
          "In Python you don't declare variables with `var`. Assign a value, and the name is there:\n\n```python\nx = 10\nprint(x)\n```",
      },
      { by: "student", after: 31, content: "That was it, thank you!" },
    ],
    resolved: true,
    age: 4415,
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
    age: 432,
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
        after: 48,
        content: "The end is **not** included. It means `range(0, n)` has exactly n numbers, and `range(a, b)` has b − a of them.",
      },
    ],
    resolved: false,
    age: 1500,
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
    age: 155,
  },
  {
    name: "index-or-item",
    student: "student3@example.edu",
    lecturer: "lecturer@example.edu",
    video: "python-loops.webm",
    second: 18,
    text: "When do I loop over the list itself, and when over range(len(list))? Both seem to work.",
    visibility: "class",
    votes: ["student@example.edu", "student2@example.edu", "student4@example.edu"],
    replies: [
      {
        by: "classmate",
        after: 17,
        endorsed: true,
        content:
          "Over the list when you only need the items. If you need the position as well, `enumerate` gives you both:\n\n```python\nfor i, name in enumerate(names):\n    print(i, name)\n```",
      },
      { by: "assistant", after: 52, content: "Exactly. `range(len(…))` is only for when you change the list at that position." },
    ],
    resolved: false,
    age: 2 * 24 * 60 + 40,
  },
  {
    name: "floats",
    student: "student@example.edu",
    lecturer: "lecturer@example.edu",
    video: "python-variables.webm",
    second: 41,
    text: "Why is 0.1 + 0.2 not exactly 0.3? I feel like everyone knows this but me.",
    visibility: "class",
    anonymous: true,
    votes: ["student3@example.edu", "student4@example.edu"],
    replies: [
      {
        by: "lecturer",
        after: 64,
        accepted: true,
        content:
          "You’re in good company. A computer stores these numbers in halves, quarters and eighths, and 0.1 has no end in those. Compare with `math.isclose`.",
      },
    ],
    resolved: true,
    age: 28 * 60,
  },
  {
    name: "break-outer",
    student: "student4@example.edu",
    lecturer: "lecturer@example.edu",
    video: "python-loops.webm",
    second: 52,
    text: "Can break leave both loops at once when one is inside the other?",
    visibility: "class",
    votes: ["student3@example.edu"],
    replies: [{ by: "classmate", after: 25, content: "I don’t think so. I put both loops in a function and use return." }],
    resolved: false,
    age: 3 * 60 + 5,
  },
];
