import type { SignedIn, Tokens } from "#lib/contract/auth.ts";
import type { CourseWithVideos } from "#lib/contract/courses.ts";
import type { Envelope } from "#lib/contract/errors.ts";
import { accounts, type Person, password } from "./fixtures";

export type Answered<Data> = { status: number; body: Envelope<Data> };

/** A client that uses the contract alone: `fetch` and a bearer token. */
export class ApiClient {
  private constructor(
    readonly url: string,
    readonly tokens: Tokens,
    readonly userId: string,
  ) {}

  /** Signs in exactly as the seed document does, without a content type. */
  static async signIn(url: string, person: Person): Promise<ApiClient> {
    const body = typeof person === "string" ? { email: accounts[person], password } : { email: person.email, password: person.password };
    const response = await fetch(`${url}/api/auth/login`, { method: "POST", body: JSON.stringify(body) });
    const { data } = (await response.json()) as { data: SignedIn };
    return new ApiClient(url, data.tokens, data.user.id);
  }

  async call<Data>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered<Data>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.tokens.access_token}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Envelope<Data> };
  }

  /** @throws when the answer is a failure */
  async data<Data>(method: string, path: string, body?: unknown): Promise<Data> {
    const answer = await this.call<Data>(method, path, body);
    if (!answer.body.success) throw new Error(`${method} ${path}: ${answer.status} ${answer.body.error}`);
    return answer.body.data;
  }

  /** The course in which the demo students are enrolled, with its videos. */
  async demoCourse(): Promise<CourseWithVideos> {
    const courses = await this.data<CourseWithVideos[]>("GET", "/api/courses");
    const course = courses.find((candidate) => candidate.title.startsWith("Programming"));
    if (!course) throw new Error("the demo course is not there");
    return this.data("GET", `/api/courses/${course.id}`);
  }
}

/** Asks a question as the demo student, by REST. */
export async function askByRest(student: ApiClient, question_text: string, second?: number): Promise<{ id: string; video_id: string }> {
  const course = await student.demoCourse();
  const body = {
    video_id: course.videos[0]?.id,
    lecturer_id: course.lecturer_id,
    question_text,
    ...(second !== undefined && { video_timestamp_seconds: second }),
  };
  return student.data("POST", "/api/discussions/threads", body);
}
