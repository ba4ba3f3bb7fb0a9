import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { useFakeRest } from "#components/testing.tsx";
import { RegisterForm } from "../auth/register-form";
import { Field, Select } from "../ui/field";
import { missingIn } from "./missing-fields";
import { useForm } from "./use-form";

const rest = useFakeRest();
afterEach(cleanup);

const submit = (name: string) => act(async () => fireEvent.click(screen.getByRole("button", { name })));
/** What stands beside the fields, by their labels. */
const said = () =>
  [...document.querySelectorAll("[aria-invalid=true]")].map((field) => [
    document.querySelector(`label[for="${field.id}"]`)?.textContent,
    document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent,
  ]);

function TestForm({ onSent }: { onSent: (values: Record<string, string>) => void }) {
  const { form, errors } = useForm({ labels: {}, submit: async (values) => onSent(values) });
  return (
    <form {...form}>
      <Field label="Title" name="title" error={errors.title} required />
      <Field label="Code" name="code" autoComplete="one-time-code" error={errors.code} required />
      <Field label="Hint" name="hint" />
      <button type="submit">Send</button>
    </form>
  );
}

describe("an empty field that is required", () => {
  it("is named beside itself, and nothing is sent; the first one gets the focus", async () => {
    const sent: unknown[] = [];
    render(<TestForm onSent={(values) => sent.push(values)} />);
    await submit("Send");
    expect(said()).toEqual([
      ["Title", "Enter a title."],
      ["Code", "Enter the code."],
    ]);
    expect(document.activeElement).toBe(screen.getByLabelText("Title"));
    expect(document.querySelector("form")?.noValidate).toBe(true);

    fireEvent.change(screen.getByLabelText("Title"), { target: { value: "Graphs" } });
    fireEvent.change(screen.getByLabelText("Code"), { target: { value: "123456" } });
    await submit("Send");
    expect(said()).toEqual([]);
    expect(sent).toEqual([{ title: "Graphs", code: "123456", hint: "" }]);
  });

  it("is called by what it asks for", () => {
    render(
      <form aria-label="All kinds">
        <Field label="Email" name="own" type="email" autoComplete="username" required />
        <Field label="Email" name="other" type="email" required />
        <Field label="Password" name="old" type="password" autoComplete="current-password" required />
        <Field label="Password" name="new" type="password" autoComplete="new-password" required />
        <Field label="First name" name="name" defaultValue="  " required />
        <Select label="Lecturer" name="lecturer" required>
          <option value="">Nobody</option>
        </Select>
        <Field label="Given" name="given" defaultValue="it is" required />
      </form>,
    );

    expect(missingIn(screen.getByRole("form", { name: "All kinds" }))).toEqual({
      own: "Enter your email address.",
      other: "Enter an email address.",
      old: "Enter your password.",
      new: "Choose a password.",
      name: "Enter a first name.",
      lecturer: "Choose a lecturer.",
    });
  });

  it("is a box that is not ticked, a file that is not chosen, or a choice among several, until it is made", () => {
    render(
      <form aria-label="Choices">
        <Field label="I may share this" name="rights" type="checkbox" required />
        <Field label="Recording" name="file" type="file" required />
        <Field label="In days" name="due" type="radio" value="days" required />
        <Field label="In weeks" name="due" type="radio" value="weeks" required />
        <Field label="Tell everybody" name="tell" type="checkbox" />
        <Field label="Not now" name="off" required disabled />
      </form>,
    );
    const form = screen.getByRole<HTMLFormElement>("form", { name: "Choices" });
    expect(missingIn(form)).toEqual({ rights: "Tick this box first.", file: "Choose a file first.", due: "Choose one of these." });

    fireEvent.click(screen.getByLabelText("I may share this"));
    fireEvent.click(screen.getByLabelText("In weeks"));
    fireEvent.change(screen.getByLabelText("Recording"), { target: { files: [new File(["x"], "talk.webm")] } });

    expect(missingIn(form)).toEqual({});
  });

  it("is named by the form to register, too, before anything is asked of the server", async () => {
    render(<RegisterForm />);
    await submit("Create account");

    expect(said().map(([, text]) => text)).toEqual([
      "Enter a first name.",
      "Enter a last name.",
      "Enter your email address.",
      "Choose a password.",
    ]);
    expect(rest.calls).toEqual([]);
  });
});
